using System.Net.Mail;

namespace Federation.Messages;

/// <summary>What addresses must look like. Pure.</summary>
internal static class ContactForm
{
    private const int MaxEmail = 200;

    public static bool IsEmail(string text) =>
        // The class takes display names and quotes as well.
        text.Length <= MaxEmail && MailAddress.TryCreate(text, out var read) && read.Address == text
        && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c))
        && read.Host.Contains('.', StringComparison.Ordinal);

    /// <summary>E.164: at most 15 digits, of which the country's do not begin with 0.</summary>
    public static bool IsPhone(string text) => text is ['+', >= '1' and <= '9', ..] && text.Length is >= 9 and <= 16
        && text[1..].All(char.IsAsciiDigit);
}
