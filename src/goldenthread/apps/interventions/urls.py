from django.urls import path

from goldenthread.apps.interventions import views, writing_views

app_name = "interventions"
urlpatterns = [
    path("", views.interventions, name="interventions"),
    path("<uuid:uuid>/notices/add/", writing_views.issue_notice, name="issue_notice"),
    path("<uuid:uuid>/submissions/add/", writing_views.want_submission, name="want_submission"),
    path("<uuid:uuid>/visits/add/", writing_views.announce_visit, name="announce_visit"),
    path("<uuid:uuid>/windows/add/", writing_views.expect_inspection, name="expect_inspection"),
    path("notices/<uuid:uuid>/change/", writing_views.change_notice, name="change_notice"),
    path("notices/<uuid:uuid>/review/", writing_views.review_notice, name="review_notice"),
    path("notices/<uuid:uuid>/lift/", writing_views.lift_notice, name="lift_notice"),
    path("notices/<uuid:uuid>/adviser/", writing_views.meet_adviser, name="meet_adviser"),
    path("submissions/<uuid:uuid>/change/", writing_views.change_submission, name="change_submission"),
    path("submissions/<uuid:uuid>/submit/", writing_views.submit_version, name="submit_version"),
    path("versions/<uuid:uuid>/outcome/", writing_views.record_outcome, name="record_outcome"),
    path("visits/<uuid:uuid>/change/", writing_views.change_visit, name="change_visit"),
    path("visits/<uuid:uuid>/letter/", writing_views.publish_letter, name="publish_letter"),
    path("windows/<uuid:uuid>/change/", writing_views.change_window, name="change_window"),
    path("<uuid:uuid>/<slug:slug>/", views.inspection, name="inspection"),
]
