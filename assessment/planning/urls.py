"""Paths of the plan."""

from django.urls import path

from assessment.planning.views import (
    asking,
    board,
    building,
    calendar,
    helper,
    item,
    looking_back,
    scenarios,
)

urlpatterns = [
    path("b/<slug:slug>/plan/build/", building.build_plan, name="build_plan"),
    path("b/<slug:slug>/plan/keep/", scenarios.keep_scenario, name="keep_scenario"),
    path("b/<slug:slug>/plan/forget/", scenarios.forget_scenario, name="forget_scenario"),
    path("b/<slug:slug>/plan/look-back/", looking_back.look_back, name="look_back"),
    path("b/<slug:slug>/plan/save/", building.save_plan, name="save_plan"),
    path("b/<slug:slug>/plan/", board.plan, name="plan"),
    path("b/<slug:slug>/plan/own/", asking.add_own_item, name="add_own_item"),
    path("b/<slug:slug>/plan/calendar/", calendar.calendar, name="calendar"),
    path("b/<slug:slug>/plan/calendar/make/", calendar.make_feed, name="make_feed"),
    path("b/<slug:slug>/plan/calendar/end/", calendar.end_feed, name="end_feed"),
    path("b/<slug:slug>/plan.ics", calendar.plan_calendar, name="plan_calendar"),
    path("calendar/<str:token>.ics", calendar.calendar_feed, name="calendar_feed"),
    path("a/<str:token>/", helper.helper_action, name="helper_action"),
    # Behind all others: a key is a word like theirs.
    path("b/<slug:slug>/plan/<slug:key>/", item.plan_item, name="plan_item"),
    path("b/<slug:slug>/plan/<slug:key>/start/", item.start_item, name="start_item"),
    path("b/<slug:slug>/plan/<slug:key>/finish/", asking.finish_item, name="finish_item"),
    path("b/<slug:slug>/plan/<slug:key>/reopen/", item.reopen_item, name="reopen_item"),
    path("b/<slug:slug>/plan/<slug:key>/move/", asking.move_item, name="move_item"),
    path("b/<slug:slug>/plan/<slug:key>/drop/", asking.drop_item, name="drop_item"),
    path("b/<slug:slug>/plan/<slug:key>/tick/", item.keep_progress, name="tick_item"),
    path("b/<slug:slug>/plan/<slug:key>/note/", item.keep_progress, name="note_item"),
    path("b/<slug:slug>/plan/<slug:key>/hand-over/", asking.hand_over_item, name="hand_over_item"),
    path("b/<slug:slug>/plan/<slug:key>/take-back/", item.end_hand_over, name="end_hand_over"),
    path("b/<slug:slug>/plan/<slug:key>/edit/", asking.edit_own_item, name="edit_own_item"),
    path("b/<slug:slug>/plan/<slug:key>/undo/", item.undo_item, name="undo_item"),
]
