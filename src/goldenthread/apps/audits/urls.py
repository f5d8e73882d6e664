from django.urls import path

from goldenthread.apps.audits import views, views_audits, views_cases, views_learning, views_tools

app_name = "audits"
urlpatterns = [
    path("", views.programme, name="programme"),
    path("plan/", views.plan, name="plan"),
    path("activities/<uuid:uuid>/", views.activity, name="activity"),
    path("activities/<uuid:uuid>/edit/", views.edit_activity, name="edit_activity"),
    path("activities/<uuid:uuid>/step/", views.take_step, name="take_step"),
    path("all/", views_audits.audits, name="audits"),
    path("begin/", views_audits.begin, name="begin"),
    path("results/", views_learning.trend, name="trend"),
    path("compare/", views_learning.compare, name="compare"),
    path("themes/", views_learning.themes, name="themes"),
    path("tools/", views_tools.tools, name="tools"),
    path("tools/make/", views_tools.make, name="make_tool"),
    path("tools/<uuid:uuid>/", views_tools.tool, name="tool"),
    path("tools/<uuid:uuid>/change/", views_tools.revise, name="revise_tool"),
    path("themes/<uuid:uuid>/take-back/", views_learning.take_back_theme, name="take_back_theme"),
    path("learning/<uuid:uuid>/take-back/", views_learning.take_back_learning, name="take_back_learning"),
    path("cases/<uuid:uuid>/", views_cases.case, name="case"),
    path("cases/<uuid:uuid>/change/", views_cases.judge_again, name="judge_again"),
    path("cases/<uuid:uuid>/moderate/", views_cases.moderate, name="moderate"),
    path("cases/<uuid:uuid>/agree/", views_cases.agree, name="agree"),
    path("cases/<uuid:uuid>/withdraw/", views_cases.withdraw, name="withdraw"),
    path("<uuid:uuid>/edit/", views_audits.edit, name="edit"),
    path("<uuid:uuid>/close/", views_audits.close, name="close"),
    path("<uuid:uuid>/open-again/", views_audits.open_again, name="open_again"),
    path("<uuid:uuid>/count/", views_audits.enter_count, name="enter_count"),
    path("<uuid:uuid>/excel/", views_audits.workbook, name="workbook"),
    path("<uuid:uuid>/cases/", views_cases.cases, name="cases"),
    path("<uuid:uuid>/cases/enter/", views_cases.enter, name="enter"),
    path("<uuid:uuid>/theme/", views_learning.find_theme, name="find_theme"),
    path("<uuid:uuid>/learn/", views_learning.learn, name="learn"),
    path("<uuid:uuid>/<slug:slug>/", views_audits.audit, name="audit"),
]
