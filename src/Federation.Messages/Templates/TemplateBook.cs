using Federation.Messages.V1;
using Microsoft.EntityFrameworkCore;

namespace Federation.Messages;

/// <summary>The templates of some brands, as they are now.</summary>
internal sealed class TemplateBook
{
    private readonly Dictionary<(string, MessageKind, string), ParsedTemplate> own;

    private TemplateBook(Dictionary<(string, MessageKind, string), ParsedTemplate> own) => this.own = own;

    public static async Task<TemplateBook> ReadAsync(
        MessagesDb db, IReadOnlyCollection<string> partners, CancellationToken cancel)
    {
        var rows = await db.Templates.AsNoTracking().Where(t => partners.Contains(t.PartnerId)).ToListAsync(cancel);
        return new TemplateBook(rows.ToDictionary(
            r => (r.PartnerId, r.Kind, r.Language), r => ParsedTemplate.Parse(r.Subject, r.Text)));
    }

    /// <summary>Puts fields into the words of a brand; where its template cannot, into the alliance's.</summary>
    public WrittenMessage Write(string partner, MessageKind kind, string language, MessageFields fields)
    {
        var otherwise = DefaultTemplates.ParsedOf(kind, language);
        if (!own.TryGetValue((partner, kind, language), out var template))
            return otherwise.Write(fields);
        try
        {
            var written = template.Write(fields);
            return written.Subject.Length > 0 ? written : otherwise.Write(fields);
        }
        catch (InvalidOperationException)
        {
            // It is checked with the longest lists, and yet: a message that must be sent does not wait for its brand.
            return otherwise.Write(fields);
        }
    }
}
