using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Federation.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Federation.Identity;

/// <summary>
/// One-time codes of six digits. What an answer says, and how long it takes, is the same whether somebody has the
/// address or not. A code belongs to the browser that asked for it, so that nobody else's guesses use it up; how many
/// codes an address gets in an hour bounds what all browsers together can guess: 25 of a million.
/// </summary>
internal sealed class SignInCodes(
    IdentityDb db, CodeDelivery delivery, AllianceKey alliance, IOptions<IdentityOptions> options, TimeProvider time)
{
    /// <summary>How long a code is good.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    public const int Digits = 6;
    public const int MostTries = 5;

    internal static readonly TimeSpan Window = TimeSpan.FromHours(1);
    private static readonly int Codes = (int)Math.Pow(10, Digits);
    private readonly byte[] key = alliance.Derive("sign-in-codes");

    /// <summary>Sends a code to an address, if it is somebody's or a session adds it.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="from">The IP address that asks.</param>
    /// <param name="adding">The session that adds the address; null where somebody signs in.</param>
    /// <param name="language">The language of the message, as a tag.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>What the browser keeps; null where too many codes were asked for within an hour.</returns>
    public async Task<Secret?> SendAsync(
        ContactAddress address, string from, SignInSession? adding, string language, CancellationToken cancel)
    {
        var now = time.UtcNow();
        var since = now - Window;
        using var turn = await db.WriterTurnAsync(cancel);
        var forAddress = await db.Codes.CountAsync(c => c.Address == address.Text && c.CreateTime > since, cancel);
        var forOrigin = await db.Codes.CountAsync(c => c.From == from && c.CreateTime > since, cancel);
        var isKnown = await db.Contacts.AnyAsync(c => c.Address == address.Text, cancel);
        if (forAddress >= options.Value.CodesPerAddress || forOrigin >= options.Value.CodesPerOrigin)
            return null;
        var flow = Secret.New();
        var code = RandomNumberGenerator.GetInt32(Codes).ToString("D6", CultureInfo.InvariantCulture);
        db.Codes.Add(new SignInCode
        {
            FlowHash = flow.Hash,
            Address = address.Text,
            From = from,
            SessionId = adding?.Id,
            CodeMac = MacOf(flow, code),
            CreateTime = now,
            ExpireTime = now + Life,
        });
        await db.SaveChangesAsync(cancel);
        if (isKnown || adding is not null)
            delivery.Send(new CodeMessage(address, code, language, now + Life));
        return flow;
    }

    /// <summary>The code's row, while it can be tried; null once it is used, expired or guessed at too often.</summary>
    public Task<SignInCode?> FindAsync(Secret flow, CancellationToken cancel)
    {
        var now = time.UtcNow();
        return db.Codes.AsNoTracking().SingleOrDefaultAsync(
            c => c.FlowHash == flow.Hash && !c.Used && c.ExpireTime > now && c.Tries < MostTries, cancel);
    }

    /// <summary>Tries a code. The try is counted before the code is looked at, so that tries at once all
    /// count.</summary>
    /// <returns>Whether it is the right one, which it is once.</returns>
    public async Task<bool> TryAsync(Secret flow, string typed, CancellationToken cancel)
    {
        var now = time.UtcNow();
        using var turn = await db.WriterTurnAsync(cancel);
        var good = db.Codes.Where(
            c => c.FlowHash == flow.Hash && !c.Used && c.ExpireTime > now && c.Tries < MostTries);
        if (await good.ExecuteUpdateAsync(c => c.SetProperty(x => x.Tries, x => x.Tries + 1), cancel) == 0)
            return false;
        var mac = await db.Codes.Where(c => c.FlowHash == flow.Hash).Select(c => c.CodeMac).SingleAsync(cancel);
        var digits = new string([.. typed.Where(char.IsAsciiDigit)]);
        return CryptographicOperations.FixedTimeEquals(mac, MacOf(flow, digits))
            && await db.Codes.Where(c => c.FlowHash == flow.Hash && !c.Used)
                .ExecuteUpdateAsync(c => c.SetProperty(x => x.Used, true), cancel) == 1;
    }

    private byte[] MacOf(Secret flow, string code) =>
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{flow.Text} {code}"));
}
