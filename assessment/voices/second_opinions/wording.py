"""Sentences about answering apart, comparing and settling."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessment.foundation.formatting.dates import day
from assessment.voices.second_opinions.models import Ending, SecondOpinion
from assessment.voices.second_opinions.queries.comparison import AnswerPair, ComparedAnswers
from assessment.voices.second_opinions.queries.opinions import Opinion


def asked(person: object) -> str:
    return _("%(person)s has been asked by email.") % {"person": person}


def declined() -> str:
    return _("You’re no longer answering apart. Your answers are deleted.")


def called_off(person: object) -> str:
    return _("Called off. %(person)s is told, and their answers are deleted.") % {"person": person}


def saved(opinion: Opinion) -> str:
    return _("Saved: %(answered)s of %(total)s questions answered.") % {
        "answered": opinion.answered,
        "total": opinion.total,
    }


def waiting() -> str:
    return _("You’re done. The comparison opens for both sides once the other side is done, too.")


def settled(pair: AnswerPair) -> str:
    return _("“%(title)s” is saved.") % {"title": pair.practice.short}


def cannot_correct() -> str:
    return _("This check can’t be corrected any more. What you agreed stays on this page.")


def ended(row: SecondOpinion) -> str:
    """Say on the owner's page why the last one came to nothing."""
    said = {
        Ending.DECLINED: _("%(person)s said no on %(day)s."),
        Ending.CALLED_OFF: _("You called off %(person)s’s second opinion on %(day)s."),
        Ending.EXPIRED: _("%(person)s’s second opinion wasn’t finished in time, by %(day)s."),
        Ending.LEFT: _("%(person)s has had no access since %(day)s, so the answers are deleted."),
    }
    at = row.ended_at or row.invited_at
    facts = {"person": row.person, "day": day(row.assessment.business.day(at))}
    return said[Ending(row.ending)] % facts


def ended_in_email(row: SecondOpinion) -> str:
    """Say the same to either side; the first line of an email."""
    said = {
        Ending.DECLINED: _("%(person)s isn’t giving a second opinion on %(business)s"),
        Ending.CALLED_OFF: _("The second opinion on %(business)s was called off"),
        Ending.EXPIRED: _("The second opinion on %(business)s wasn’t finished in time"),
        Ending.LEFT: _("%(person)s no longer has access to %(business)s"),
    }
    facts = {"person": row.person, "business": row.assessment.business.name}
    return said[Ending(row.ending)] % facts


def heading(found: ComparedAnswers) -> str:
    """Name the questions on which both agree: You agree on 21 of 30."""
    return _("You agree on %(alike)s of %(total)s") % {
        "alike": len(found.alike),
        "total": len(found.pairs),
    }


def lead(found: ComparedAnswers) -> str:
    """Say how many answers are how far apart, in one sentence each."""
    sentences = []
    if near := len(found.near):
        sentences.append(
            ngettext(
                "%(number)s answer is one step apart.",
                "%(number)s answers are one step apart.",
                near,
            )
            % {"number": near}
        )
    if far := len(found.far):
        sentences.append(
            ngettext(
                "You differ by two steps or more on %(number)s: begin there.",
                "You differ by two steps or more on %(number)s: begin with those.",
                far,
            )
            % {"number": far}
        )
    if unlike := len(found.unlike):
        sentences.append(
            ngettext(
                "On %(number)s question, only one side gave a step.",
                "On %(number)s questions, only one side gave a step.",
                unlike,
            )
            % {"number": unlike}
        )
    return " ".join(sentences)


def distances() -> tuple[str, str, str, str]:
    """Name how far two answers can be apart, nearest first."""
    return (
        _("The same"),
        _("One step"),
        _("Two steps or more"),
        _("Only one side gave a step"),
    )


def higher(found: ComparedAnswers, second: object) -> str:
    """Say who answered higher where both gave a step."""
    numbers = [pair for pair in found.pairs if pair.steps]
    up = sum(pair.second > pair.first for pair in numbers)
    return _("%(person)s was higher in %(up)s, and the check in %(down)s.") % {
        "person": second,
        "up": up,
        "down": len(numbers) - up,
    }


def answered_the_check() -> str:
    return _("You’ve answered some of this check yourself, so it takes somebody else.")
