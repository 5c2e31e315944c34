"""How Django's forms are drawn: our templates first, Django's own for what we leave alone."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Finds form templates through TEMPLATES, so that templates/django/forms/ wins over Django's own."""

    form_template_name = "django/forms/form.html"
    field_template_name = "django/forms/field.html"
