using System.Diagnostics.CodeAnalysis;
using System.Net.Mail;

namespace Federation.Identity;

/// <summary>An e-mail address or a telephone number, in one spelling each: <c>mailto:ann@example.org</c>,
/// <c>tel:+4915112345678</c>.</summary>
public readonly record struct ContactAddress
{
    private const string Mail = "mailto:";
    private const string Telephone = "tel:";
    private const int MostCharacters = 200;

    private ContactAddress(string text) => Text = text;

    public string Text { get; }

    public bool IsMail => Text.StartsWith(Mail, StringComparison.Ordinal);

    /// <summary>Without what kind it is.</summary>
    public string Shown => Text[(Text.IndexOf(':', StringComparison.Ordinal) + 1)..];

    /// <summary>Reads what <see cref="Text"/> was.</summary>
    public static ContactAddress Kept(string text) => new(text);

    /// <summary>Reads what somebody typed. A telephone number has its country: <c>+49 151 1234-5678</c>.</summary>
    public static bool TryRead(string? typed, [NotNullWhen(true)] out ContactAddress? address)
    {
        var text = typed?.Trim() ?? "";
        address = text.Length > MostCharacters ? null : text.Contains('@') ? OfMail(text) : OfTelephone(text);
        return address is not null;
    }

    private static ContactAddress? OfMail(string text)
    {
        // The class takes display names and quotes as well, which nobody types here.
        var good = MailAddress.TryCreate(text, out var read) && read.Address == text && !text.Any(char.IsWhiteSpace)
            && read.Host.Contains('.');
        return good ? new ContactAddress(Mail + text.ToLowerInvariant()) : null;
    }

    private static ContactAddress? OfTelephone(string text)
    {
        var number = new string([.. text.Where(c => c is not (' ' or '-' or '(' or ')' or '/' or '.'))]);
        // E.164: at most 15 digits, of which the country's do not begin with 0.
        var good = number is ['+', >= '1' and <= '9', ..] && number.Length is >= 8 and <= 16
            && number[1..].All(char.IsAsciiDigit);
        return good ? new ContactAddress(Telephone + number) : null;
    }

    public override string ToString() => Text;
}
