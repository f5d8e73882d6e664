from django.urls import path

from goldenthread.apps.mail import views

app_name = "mail"
urlpatterns = [
    path("", views.messages_sent, name="messages"),
    path("<uuid:uuid>/", views.message, name="message"),
    path("<uuid:uuid>/send-again/", views.send_again, name="send_again"),
]
