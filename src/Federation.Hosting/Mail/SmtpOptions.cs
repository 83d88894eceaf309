using System.Net;
using MimeKit;

namespace Federation.Hosting;

/// <summary>A mail server that takes mails: a configuration section <c>Smtp</c> of a module.</summary>
public sealed class SmtpOptions
{
    private const int TlsPort = 465;

    public string Host { get; set; } = "";

    /// <summary>465 is TLS from the first byte on.</summary>
    public int Port { get; set; } = 587;

    /// <summary>Empty where the server asks for none.</summary>
    public string? UserName { get; set; }

    public string? Password { get; set; }

    /// <summary>A file with the password, in place of <see cref="Password"/>.</summary>
    public string? PasswordFile { get; set; }

    /// <summary>The sender: <c>Federation &lt;no-reply@example.org&gt;</c>.</summary>
    public string From { get; set; } = "";

    /// <summary>Whether the connection must turn to TLS by STARTTLS. Default: yes, unless the server is on this
    /// machine, which alone may do without.</summary>
    public bool? StartTls { get; set; }

    /// <summary>Whether TLS begins with the first byte.</summary>
    public bool IsTlsFromTheStart => Port == TlsPort;

    /// <summary>Whether the connection must turn to TLS.</summary>
    public bool NeedsStartTls => !IsTlsFromTheStart && (StartTls ?? !IsLoopback);

    /// <summary>The sender; null where <see cref="From"/> is none.</summary>
    public MailboxAddress? Sender =>
        MailboxAddress.TryParse(From, out var sender) && sender.Address.Contains('@') ? sender : null;

    private bool IsLoopback =>
        Host == "localhost" || (IPAddress.TryParse(Host, out var ip) && IPAddress.IsLoopback(ip));

    /// <summary>The password as the server wants it; null where it wants none.</summary>
    public string? ReadPassword() => string.IsNullOrEmpty(PasswordFile)
        ? Password : File.ReadAllText(PasswordFile).TrimEnd('\r', '\n');

    /// <summary>What is wrong with it.</summary>
    /// <param name="section">The name of its section.</param>
    public IEnumerable<string> Problems(string section)
    {
        if (Host.Length == 0 || Uri.CheckHostName(Host) is UriHostNameType.Unknown)
            yield return $"{section}:Host must name the mail server.";
        if (Port is < 1 or > ushort.MaxValue)
            yield return $"{section}:Port must be 1 to 65535.";
        if (Sender is null)
            yield return $"{section}:From must be an e-mail address.";
        if (StartTls is false && !IsLoopback && !IsTlsFromTheStart)
            yield return $"{section}:StartTls may be false for a server on this machine alone: codes are secrets.";
        if (!string.IsNullOrEmpty(UserName) && string.IsNullOrEmpty(Password) && string.IsNullOrEmpty(PasswordFile))
            yield return $"{section}:UserName needs a PasswordFile or a Password.";
        if (!string.IsNullOrEmpty(PasswordFile) && !File.Exists(PasswordFile))
            yield return $"{section}:PasswordFile: there is no '{PasswordFile}'.";
    }
}
