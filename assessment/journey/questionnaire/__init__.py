"""The quarterly check: questions, saved answers, review and corrections."""
