from django.urls import URLPattern

app_name = "carryover"
urlpatterns: list[URLPattern] = []
