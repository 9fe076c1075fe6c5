"""Record the outcome: only what the chosen outcome has a use for is asked; what was typed before another was chosen stays in sight."""

from ui.forms.form import DeedForm
from wantedtrack.rules.outcomes import ASKED_FOR


class OutcomeForm(DeedForm):
    """The form of `record-outcome`. A field that holds something never goes away by itself: nothing typed is lost, or saved unseen."""

    def show_what_applies(self) -> None:
        """Show the fields of this outcome, and give access keys anew where other fields show than before."""
        outcome = self.fields["outcome"]
        chosen, is_other = str(outcome.value()), False
        for name, outcomes in ASKED_FOR.items():
            field = self.fields.get(name)
            if field is not None:
                applies = chosen in outcomes or bool(field.value())
                is_other |= applies == field.isHidden()
                field.setVisible(applies)
        if is_other or not chosen:
            self.give_keys()
