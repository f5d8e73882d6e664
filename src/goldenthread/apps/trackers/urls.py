from django.urls import path

from goldenthread.apps.trackers import views, views_cases

app_name = "trackers"
urlpatterns = [
    path("", views.home, name="home"),
    path("caseloads/", views.caseloads, name="caseloads"),
    path("education-plans/", views.education_plans, name="education_plans"),
    path("reasons/", views.why, name="why"),
    path("limits/", views.set_limits, name="set_limits"),
    path("lists/<slug:name>/", views.one_list, name="list"),
    path("cases/<slug:token>/", views_cases.case, name="case"),
    path("cases/<slug:token>/note/", views_cases.write_note, name="write_note"),
    path("cases/<slug:token>/reason/", views_cases.give_reason, name="give_reason"),
]
