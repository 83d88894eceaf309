using System.Security.Cryptography;
using OtpNet;

namespace Federation.Identity;

/// <summary>What an authenticator app and we share: RFC 6238 with SHA-1, six digits and 30 seconds, which every app
/// knows.</summary>
/// <param name="Bytes">20 random bytes.</param>
internal sealed record TotpKey(byte[] Bytes)
{
    private const int Length = 20;
    private const int Digits = 6;
    private const int StepSeconds = 30;

    /// <summary>How many steps an app's clock may be off, to either side.</summary>
    private static readonly VerificationWindow Window = new(previous: 1, future: 1);

    public static TotpKey New() => new(RandomNumberGenerator.GetBytes(Length));

    /// <summary>As people type it into an app that has no camera: base 32 in groups of four.</summary>
    public string Shown => string.Join(' ', Base32Encoding.ToString(Bytes).Chunk(4).Select(c => new string(c)));

    /// <summary>The address in the QR code. Apps split the label at the colon.</summary>
    public string AddressFor(string issuer, string person)
    {
        var (by, who) = (Uri.EscapeDataString(issuer.Replace(":", "", StringComparison.Ordinal)),
            Uri.EscapeDataString(person.Replace(":", "", StringComparison.Ordinal)));
        return $"otpauth://totp/{by}:{who}?secret={Base32Encoding.ToString(Bytes)}&issuer={by}"
            + $"&algorithm=SHA1&digits={Digits}&period={StepSeconds}";
    }

    /// <summary>The step that the code is of; null where it is of none that is good now.</summary>
    public long? StepOf(string typed, DateTimeOffset now)
    {
        var digits = new string([.. typed.Where(char.IsAsciiDigit)]);
        return digits.Length == Digits && App().VerifyTotp(now.UtcDateTime, digits, out var step, Window)
            ? step : null;
    }

    /// <summary>The code of a moment, as an app shows it.</summary>
    public string CodeAt(DateTimeOffset time) => App().ComputeTotp(time.UtcDateTime);

    private Totp App() => new(Bytes, StepSeconds, OtpHashMode.Sha1, Digits);
}
