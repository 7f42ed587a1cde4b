"""Second opinions at each stage."""

from collections.abc import Mapping

from assessment.foundation.accounts.models import User
from assessment.journey.questionnaire.models import Assessment
from assessment.voices.second_opinions import services
from assessment.voices.second_opinions.models import SecondOpinion
from assessment.voices.second_opinions.queries.entries import ApartTerms, SecondSave
from tests.factories import NOON


def ask(check: Assessment, person: User, by: User, *, counts: bool = True) -> SecondOpinion:
    return services.invite(assessment=check, person=person, counts=counts, by=by, at=NOON)


def accept(opinion: SecondOpinion, *, unseen: bool = True, counts: bool = True) -> SecondOpinion:
    services.accept(opinion=opinion, terms=ApartTerms(unseen=unseen, counts=counts), at=NOON)
    opinion.refresh_from_db()
    return opinion


def answer_apart(opinion: SecondOpinion, values: Mapping[str, object] | int = 2) -> None:
    """Answer every question with one value, or these questions with theirs."""
    if isinstance(values, int):
        practices = opinion.assessment.fitted_model.practices
        values = {practice.code: values for practice in practices}
    for stored in opinion.answers.filter(practice__in=values):
        save = SecondSave(
            practice=stored.practice,
            value=str(values[stored.practice]),
            seen=stored.revision,
        )
        services.save_second_answer(opinion=opinion, save=save, at=NOON)


def reveal(opinion: SecondOpinion, different: Mapping[str, object] | None = None) -> SecondOpinion:
    """Let both sides finish; the second gives 2 to every question but the different ones."""
    answer_apart(opinion)
    answer_apart(opinion, different or {})
    services.finish(opinion=opinion, at=NOON)
    if not SecondOpinion.objects.revealed().filter(pk=opinion.pk).exists():
        assert opinion.invited_by
        services.say_ready(opinion=opinion, by=opinion.invited_by, at=NOON)
    opinion.refresh_from_db()
    assert opinion.revealed_at
    return opinion
