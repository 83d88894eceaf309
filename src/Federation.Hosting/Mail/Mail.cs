namespace Federation.Hosting;

/// <summary>A mail that is to be sent.</summary>
/// <param name="Id">Its own id, also when it is sent again because the first try had no answer.</param>
/// <param name="Address">Where to: one address, without a name.</param>
/// <param name="Language">The language of its text, as a tag: <c>en</c> or <c>zh-CN</c>.</param>
/// <param name="Subject">One line.</param>
/// <param name="Text">The text.</param>
public sealed record Mail(Guid Id, string Address, string Language, string Subject, string Text)
{
    /// <summary>Who it is from, for people; null for the name that is configured.</summary>
    public string? SenderName { get; init; }

    /// <summary>The same text as HTML, for programs that show that; null for none.</summary>
    public string? Html { get; init; }
}
