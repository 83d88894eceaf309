namespace Federation.Messages;

/// <summary>A template that a brand has published.</summary>
internal sealed class TemplateRow
{
    public required string PartnerId { get; init; }

    public required V1.MessageKind Kind { get; init; }

    /// <summary><c>en</c> or <c>zh-CN</c>.</summary>
    public required string Language { get; init; }

    public string Subject { get; set; } = "";

    public string Text { get; set; } = "";

    /// <summary>In system time.</summary>
    public DateTimeOffset UpdateTime { get; set; }
}
