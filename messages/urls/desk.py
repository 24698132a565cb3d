from django.urls import path
from django.http import HttpResponse
app_name = "desk"
urlpatterns = [path("messages/<int:pk>/", lambda r, pk: HttpResponse(""), name="message")]
