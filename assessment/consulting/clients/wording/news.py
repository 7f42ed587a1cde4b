"""A sentence for each thing that happened at a client."""

from django.utils.translation import gettext as _

from assessment.consulting.clients.queries.news import News, NewsKind


def news_line(news: News, *, about: str) -> str:
    """Say what happened; `about` names the check, the action or the area it was about."""
    facts = {"who": news.who, "about": about}
    sentences = {
        NewsKind.SENT_IN: _("%(who)s sent in the check for %(about)s."),
        NewsKind.CORRECTED: _("%(who)s corrected answers of the check for %(about)s."),
        NewsKind.PLAN_SAVED: _("%(who)s saved a plan for %(about)s."),
        NewsKind.ACTION_DONE: _("%(who)s finished “%(about)s”."),
        NewsKind.ACTION_DROPPED: _("%(who)s dropped “%(about)s”."),
        NewsKind.ANSWERED: _("%(who)s answered the changes you suggested."),
    }
    if news.kind is NewsKind.WROTE:
        return written(news.who, about)
    return sentences[news.kind] % facts


def written(who: str, area: str) -> str:
    if not area:
        return _("%(who)s wrote to you.") % {"who": who}
    return _("%(who)s wrote to you about %(about)s.") % {"who": who, "about": area}
