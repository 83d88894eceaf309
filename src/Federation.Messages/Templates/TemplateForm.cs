using Federation.Hosting;
using Federation.Messages.V1;

namespace Federation.Messages;

/// <summary>What templates must look like. Pure.</summary>
internal static class TemplateForm
{
    /// <summary>A template of good form; null where it is none.</summary>
    public static ParsedTemplate? Template(this Form form, MessageTemplate? template, string field)
    {
        form.Check(template is not null, field, "is required");
        if (template is null)
            return null;
        form.Kind(template.Kind, field + ".kind");
        form.Language(template.Language, field + ".language");
        form.Text(template.Subject, field + ".subject", 1, TextLimits.MaxSubject);
        form.Lines(template.Text, field + ".text", 1, TextLimits.MaxText);
        if (form.Problem() is not null)
            return null;
        var fields = TemplateFields.Of(template.Kind);
        var parsed = ParsedTemplate.Parse(template.Subject, template.Text);
        foreach (var (part, problem) in TemplateCheck.Problems(parsed, fields))
            form.Check(false, $"{field}.{part}", problem);
        return form.Problem() is null ? parsed : null;
    }

    /// <summary>A kind that templates have.</summary>
    public static void Kind(this Form form, MessageKind kind, string field) => form.Check(
        TemplateFields.Has(kind), field,
        $"must be {MessageKinds.Names(TemplateFields.Kinds)}");

    public static void Language(this Form form, string language, string field) =>
        form.Check(Languages.Knows(language), field, "must be en or zh-CN");

    /// <summary>Text with lines.</summary>
    public static void Lines(this Form form, string text, string field, int min, int max) => form.Check(
        text.Length >= min && text.Length <= max && !text.Any(c => char.IsControl(c) && c != '\n'), field,
        $"must be {min} to {max} characters without control characters but line feeds");
}
