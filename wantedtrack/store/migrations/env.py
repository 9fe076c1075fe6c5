"""What Alembic runs to take the steps: inside the transaction that `migrate` has opened, on the connection that it hands over."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
context.run_migrations()
