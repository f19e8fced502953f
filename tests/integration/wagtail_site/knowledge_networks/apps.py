from django.apps import AppConfig


class KnowledgeNetworks(AppConfig):
    name = "knowledge_networks"
    verbose_name = "Knowledge networks"
    default_auto_field = "django.db.models.BigAutoField"
