"""Paths of the survey: for customers, and for the business."""

from django.urls import path

from assessment.voices.surveys.views import (
    bringing_in,
    customers,
    looking_after,
    results,
    setting_up,
)

SURVEY = "b/<slug:slug>/voices/survey/"

urlpatterns = [
    path("c/<str:token>/", customers.customer_survey, name="customer_survey"),
    path("c/<str:token>/thanks/", customers.survey_thanks, name="survey_thanks"),
    path(SURVEY, setting_up.survey, name="survey"),
    path(f"{SURVEY}switch/", setting_up.switch_survey, name="switch_survey"),
    path(f"{SURVEY}new-link/", setting_up.renew_survey, name="renew_survey"),
    path(f"{SURVEY}poster.pdf", setting_up.survey_poster, name="survey_poster_pdf"),
    path(f"{SURVEY}table-cards.pdf", setting_up.survey_cards, name="survey_cards_pdf"),
    path(f"{SURVEY}import/", bringing_in.import_answers, name="import_answers"),
    path(f"{SURVEY}import/<int:key>/", bringing_in.answer_list, name="answer_list"),
    path(f"{SURVEY}import/<int:key>/in/", bringing_in.bring_answers_in, name="bring_answers_in"),
    path(f"{SURVEY}import/<int:key>/drop/", bringing_in.drop_answers, name="drop_answers"),
    path(
        f"{SURVEY}import/<int:key>/back/",
        bringing_in.take_answers_back,
        name="take_answers_back",
    ),
    path(
        f"{SURVEY}import/<int:key>/left-out.csv",
        bringing_in.answers_left_out,
        name="left_out_answers_csv",
    ),
    path(f"{SURVEY}results/", results.survey_results, name="survey_results"),
    path(f"{SURVEY}results/<slug:quarter>/", results.survey_quarter, name="survey_quarter"),
    path(f"{SURVEY}results/<slug:quarter>/words/", results.survey_words, name="survey_words"),
    path(f"{SURVEY}answers.csv", results.survey_csv, name="survey_csv"),
    path(f"{SURVEY}aside/", looking_after.survey_aside, name="survey_aside"),
    path(f"{SURVEY}aside/delete/", looking_after.erase_aside, name="erase_aside"),
    path(f"{SURVEY}answers/<int:key>/hide/", looking_after.hide_answer, name="hide_answer"),
    path(f"{SURVEY}answers/<int:key>/show/", looking_after.show_answer, name="show_answer"),
    path(f"{SURVEY}answers/<int:key>/delete/", looking_after.erase_answer, name="erase_answer"),
]
