from django.urls import path

from goldenthread.apps.plans import (
    changes_views,
    completion_views,
    milestone_views,
    settings_views,
    timeline_views,
    update_views,
    views,
    writing_views,
)

app_name = "plans"
urlpatterns = [
    path("", views.plans, name="plans"),
    path("new/", settings_views.new_plan, name="new_plan"),
    path("<uuid:uuid>/settings/", settings_views.plan_settings, name="settings"),
    path("<uuid:uuid>/<slug:slug>/", views.plan, name="plan"),
    path("<uuid:uuid>/<slug:slug>/changes/", changes_views.changes, name="changes"),
    path("<uuid:uuid>/<slug:slug>/timeline/", timeline_views.plan_timeline, name="timeline"),
    path("actions/<uuid:uuid>/<slug:slug>/milestones/", milestone_views.milestone, name="milestone"),
    path("actions/<uuid:uuid>/<slug:slug>/", views.action, name="action"),
    path("actions/<uuid:uuid>/<slug:slug>/update/", update_views.post_update, name="post_update"),
    path(
        "actions/<uuid:uuid>/<slug:slug>/completion/", completion_views.ask_completion, name="ask_completion"
    ),
    path("actions/<uuid:uuid>/<slug:slug>/edit/", writing_views.edit_action, name="edit_action"),
    path("completions/<uuid:uuid>/", completion_views.decide_completion, name="decide_completion"),
    path(
        "completions/<uuid:uuid>/withdraw/", completion_views.withdraw_completion, name="withdraw_completion"
    ),
]
