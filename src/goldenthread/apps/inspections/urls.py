from django.urls import path

from goldenthread.apps.inspections import views, writing_views

app_name = "inspections"
urlpatterns = [
    path("", views.inspections, name="inspections"),
    path("recommendations/", views.recommendations, name="recommendations"),
    path("record/", writing_views.record_inspection, name="record_inspection"),
    path("<uuid:uuid>/edit/", writing_views.edit, name="edit"),
    path("<uuid:uuid>/judgements/correct/", writing_views.correct_judgement, name="correct_judgement"),
    path("<uuid:uuid>/judgements/add/", writing_views.add_judgement, name="add_judgement"),
    path("<uuid:uuid>/recommendations/add/", writing_views.add_recommendation, name="add_recommendation"),
    path("recommendations/<uuid:uuid>/elements/add/", writing_views.add_element, name="add_element"),
    path("recommendations/<uuid:uuid>/body/", writing_views.make_accountable, name="make_accountable"),
    path(
        "recommendations/<uuid:uuid>/body/end/", writing_views.end_accountability, name="end_accountability"
    ),
    path(
        "recommendations/<uuid:uuid>/found-before/", writing_views.say_found_before, name="say_found_before"
    ),
    path(
        "found-before/<uuid:uuid>/withdraw/",
        writing_views.withdraw_found_before,
        name="withdraw_found_before",
    ),
    path("recommendations/<uuid:uuid>/assess/", writing_views.assess, name="assess"),
    path("<uuid:uuid>/<slug:slug>/", views.inspection, name="inspection"),
]
