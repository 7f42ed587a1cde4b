"""The admin pages of published versions, with how their questions are answered."""

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessment.domain.scoring.calibration import ENOUGH_BUSINESSES, ENOUGH_PAIRS
from assessment.domain.scoring.items import FEWEST_SHOWN
from assessment.foundation.accounts.access import ReadOnlyAdmin
from assessment.parties.catalogue.models import ModelVersion
from assessment.site.items.presenters import item_rows, trade_names
from assessment.site.items.queries import figures_of

PAGE = "assessment_modelversion_questions"


@admin.register(ModelVersion)
class ModelVersionAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    """Read-only: published versions never change; `manage.py load_model` adds new ones."""

    list_display = ("key", "title", "published_at", "content_hash", "answers")
    ordering = ("-published_at",)

    @admin.display(description=_("answers"))
    def answers(self, version: ModelVersion) -> SafeString:
        url = reverse(f"admin:{PAGE}", args=[version.pk])
        return format_html('<a href="{}">{}</a>', url, gettext("How they are answered"))

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(self.questions)
        return [path("<path:object_id>/questions/", page, name=PAGE), *super().get_urls()]

    def questions(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show how each question is answered, by one trade or all, and never by a business."""
        version = self.get_object(request, unquote(object_id))
        if version is None:
            raise Http404
        if not self.has_view_permission(request, version):
            raise PermissionDenied
        figures = figures_of(version)
        trade = request.GET.get("trade")
        shown = figures.all if trade is None else figures.by_trade.get(trade)
        if trade is not None and shown is None:
            raise Http404
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("How the questions of %(version)s are answered")
            % {"version": version.key},
            "opts": self.opts,
            "version": version,
            "figures": figures,
            "rows": list(item_rows(shown or (), figures.noise if trade is None else {})),
            "trades": list(trade_names(figures)),
            "trade": trade,
            "steps": range(len(version.maturity.practices[0].anchors)),
            "fewest": FEWEST_SHOWN,
            "enough": ENOUGH_BUSINESSES,
            "pairs": ENOUGH_PAIRS,
        }
        return render(request, "site/items/questions.html", context)
