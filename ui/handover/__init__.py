"""The handover: prepared, read through, signed, accepted, saved."""
