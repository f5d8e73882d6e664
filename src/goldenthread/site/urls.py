"""Every URL of the product. Each view states its access rule; a test walks this and fails for one without."""

from allauth.account import views as account
from django.urls import include, path

from goldenthread.apps.people.access import ANYONE, may
from goldenthread.site import views

handler400 = "goldenthread.site.errors.bad_request"
handler403 = "goldenthread.site.errors.not_allowed"
handler404 = "goldenthread.site.errors.not_found"
handler500 = "goldenthread.site.errors.broken"

urlpatterns = [
    path("", include("goldenthread.apps.thread.urls")),
    path("bodies/", include("goldenthread.apps.bodies.urls")),
    path("files/", include("goldenthread.apps.files.urls")),
    path("loads/", include("goldenthread.apps.loads.urls")),
    path("inspections/", include("goldenthread.apps.inspections.urls")),
    path("plans/", include("goldenthread.apps.plans.urls")),
    path("measures/", include("goldenthread.apps.measures.urls")),
    path("benchmarks/", include("goldenthread.apps.benchmarks.urls")),
    path("reports/", include("goldenthread.apps.reports.urls")),
    path("people/", include("goldenthread.apps.people.urls")),
    path("mail/", include("goldenthread.apps.mail.urls")),
    path("record/", include("goldenthread.apps.retention.urls")),
    path("interventions/", include("goldenthread.apps.interventions.urls")),
    path("success/", include("goldenthread.apps.success.urls")),
    path("carry-over/", include("goldenthread.apps.carryover.urls")),
    path("commentary/", include("goldenthread.apps.commentary.urls")),
    path("publishing/", include("goldenthread.apps.publishing.urls")),
    path("evidence/", include("goldenthread.apps.evidence.urls")),
    path("audits/", include("goldenthread.apps.audits.urls")),
    path("feedback/", include("goldenthread.apps.feedback.urls")),
    path("trackers/", include("goldenthread.apps.trackers.urls")),
    path("alerts/", include("goldenthread.apps.alerts.urls")),
    path("meetings/", include("goldenthread.apps.meetings.urls")),
    path("reporting/", include("goldenthread.apps.reporting.urls")),
    path("agendas/", include("goldenthread.apps.agendas.urls")),
    path("past-minutes/", include("goldenthread.apps.pastminutes.urls")),
    path("minutes/", include("goldenthread.apps.minutes.urls")),
    path("sign-off/", include("goldenthread.apps.signoff.urls")),
    path("chasing/", include("goldenthread.apps.chasing.urls")),
    path("highlights/", include("goldenthread.apps.highlights.urls")),
    path("drafting/", include("goldenthread.apps.drafting.urls")),
    path("risks/", include("goldenthread.apps.risks.urls")),
    path("packs/", include("goldenthread.apps.packs.urls")),
    path("surveys/", include("goldenthread.apps.surveys.urls")),
    path("learning/", include("goldenthread.apps.learning.urls")),
    path("", include("goldenthread.apps.surveys.urls_public")),
    path("local-trackers/", include("goldenthread.apps.localtrackers.urls")),
    path("self-assessments/", include("goldenthread.apps.selfassessment.urls")),
    path("cases/", include("goldenthread.apps.cases.urls")),
    path("challenge/", include("goldenthread.apps.challenge.urls")),
    path("rulebook/", views.rulebook, name="rulebook"),
    path("rulebook/<slug:code>/", views.rule, name="rule"),
    path("health", views.health, name="health"),
    path("sign-in/", may(ANYONE)(account.login), name="account_login"),
    path("sign-out/", may(ANYONE)(account.logout), name="account_logout"),
    path("password/", may("people.see_own_account")(account.password_change), name="account_change_password"),
]
