"""Paths of the board, its actions and the calendar."""

from django.urls import path

from assessment.journey.tracking.views import (
    assignee,
    board,
    calendar,
    find_out,
    item,
    item_forms,
    look_back,
)

urlpatterns = [
    path("b/<slug:slug>/plan/look-back/", look_back.look_back, name="look_back"),
    path("b/<slug:slug>/plan/", board.plan, name="plan"),
    path("b/<slug:slug>/plan/own/", item_forms.add_own_item, name="add_own_item"),
    path("b/<slug:slug>/plan/calendar/", calendar.calendar, name="calendar"),
    path("b/<slug:slug>/plan/calendar/make/", calendar.make_feed, name="make_feed"),
    path("b/<slug:slug>/plan/calendar/end/", calendar.end_feed, name="end_feed"),
    path("b/<slug:slug>/plan.ics", calendar.plan_calendar, name="plan_calendar"),
    path("calendar/<str:token>.ics", calendar.calendar_feed, name="calendar_feed"),
    path("a/<str:token>/", assignee.assignee_action, name="helper_action"),
    # These must come last: a slug would also match "look-back", "own" and the other paths above.
    path("b/<slug:slug>/plan/<slug:key>/", item.plan_item, name="plan_item"),
    path("b/<slug:slug>/plan/<slug:key>/start/", item.start_item, name="start_item"),
    path("b/<slug:slug>/plan/<slug:key>/finish/", item_forms.finish_item, name="finish_item"),
    path("b/<slug:slug>/plan/<slug:key>/reopen/", item.reopen_item, name="reopen_item"),
    path("b/<slug:slug>/plan/<slug:key>/move/", item_forms.move_item, name="move_item"),
    path("b/<slug:slug>/plan/<slug:key>/drop/", item_forms.drop_item, name="drop_item"),
    path("b/<slug:slug>/plan/<slug:key>/tick/", item.keep_progress, name="tick_item"),
    path("b/<slug:slug>/plan/<slug:key>/note/", item.keep_progress, name="note_item"),
    path(
        "b/<slug:slug>/plan/<slug:key>/hand-over/", item_forms.hand_over_item, name="hand_over_item"
    ),
    path("b/<slug:slug>/plan/<slug:key>/take-back/", item.end_hand_over, name="end_hand_over"),
    path("b/<slug:slug>/plan/<slug:key>/edit/", item_forms.edit_own_item, name="edit_own_item"),
    path("b/<slug:slug>/plan/<slug:key>/answer/", find_out.answer_again, name="answer_again"),
    path("b/<slug:slug>/plan/<slug:key>/undo/", item.undo_item, name="undo_item"),
]
