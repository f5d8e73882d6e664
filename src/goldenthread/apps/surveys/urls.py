from django.urls import path

from goldenthread.apps.surveys import views, views_said, views_waves

app_name = "surveys"
urlpatterns = [
    path("", views.surveys, name="surveys"),
    path("new/", views.add, name="add"),
    path("said/", views_said.all_said, name="all_said"),
    path("said/new/", views_said.write_said, name="write_said"),
    path("said/<uuid:uuid>/", views_said.said, name="said"),
    path("said/<uuid:uuid>/edit/", views_said.change_said, name="change_said"),
    path("said/<uuid:uuid>/ask/", views_said.ask_approval, name="ask_approval"),
    path("said/<uuid:uuid>/approve/", views_said.approve_said, name="approve_said"),
    path("said/<uuid:uuid>/send-back/", views_said.send_back, name="send_back"),
    path("said/<uuid:uuid>/take-down/", views_said.take_down, name="take_down"),
    path("staff/", views_said.staff, name="staff"),
    path("staff/count/", views_said.staff_count, name="staff_count"),
    path("staff/exit/", views_said.exit_interview, name="exit_interview"),
    path("questions/<uuid:uuid>/", views.edit_question, name="edit_question"),
    path("questions/<uuid:uuid>/take-out/", views.take_out, name="take_out"),
    path("waves/<uuid:uuid>/edit/", views_waves.edit_wave, name="edit_wave"),
    path("waves/<uuid:uuid>/open/", views_waves.open_wave, name="open_wave"),
    path("waves/<uuid:uuid>/close/", views_waves.close_wave, name="close_wave"),
    path("waves/<uuid:uuid>/count/", views_waves.count, name="count"),
    path("waves/<uuid:uuid>/set-aside/", views_waves.set_aside, name="set_aside"),
    path("waves/<uuid:uuid>/codes/", views_waves.codes, name="codes"),
    path("waves/<uuid:uuid>/paper/", views_waves.paper, name="paper"),
    path("waves/<uuid:uuid>/form.pdf", views_waves.paper_form, name="paper_form"),
    path("waves/<uuid:uuid>/words/", views_waves.words, name="words"),
    path("waves/<uuid:uuid>/<slug:slug>/", views_waves.wave, name="wave"),
    path("<uuid:uuid>/edit/", views.edit, name="edit"),
    path("<uuid:uuid>/questions/new/", views.add_question, name="add_question"),
    path("<uuid:uuid>/waves/new/", views.plan, name="plan"),
    path("<uuid:uuid>/<slug:slug>/", views.survey, name="survey"),
]
