using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Google.Protobuf;

namespace Federation.Ledger;

/// <summary>
/// Makes commands of requests, alone, in a batch, a dry run or a stream, in the same way. Pure: all that it needs was read
/// before. A caller that may not, and a request of bad form, are refused by <see cref="RefusalException"/> and leave no trace;
/// what is missing or in a wrong state outside the books travels with the command and is remembered.
/// </summary>
/// <param name="Caller">Who sends them.</param>
/// <param name="Directory">Brands, coins and merchants.</param>
/// <param name="Originals">The journals that the commands are about, as far as they exist.</param>
/// <param name="Earnings">By purchase, what was earned on it.</param>
/// <param name="Names">The callers' names of members.</param>
/// <param name="Deadline">When the call ends, in system time.</param>
internal sealed partial record Intake(
    Caller Caller, DirectorySnapshot Directory, IReadOnlyDictionary<Guid, JournalRecord> Originals,
    ILookup<Guid, JournalRecord> Earnings, MemberNames Names, DateTimeOffset Deadline)
{
    private static readonly string Service = $"/{V1.LedgerService.Descriptor.FullName}/";

    /// <summary>By case: they are numbered from 0 without gaps.</summary>
    private static readonly string[] Methods =
        [.. Enum.GetValues<BatchItem.CommandOneofCase>().Order().Select(command => Service + command)];

    public static string MethodOf(BatchItem.CommandOneofCase command) => Methods[(int)command];

    /// <summary>One command, authorised and checked as if it came alone.</summary>
    public Admission Admit(CommandHead head)
    {
        try
        {
            var forbids = Permissions.ByMethod.GetValueOrDefault(head.Method)?.Forbids(Caller, head.Method);
            return forbids is null ? new Admission.Admitted(head.Make(this)) : new Admission.Refused(forbids);
        }
        catch (RefusalException e)
        {
            return new Admission.Refused(e.Refusal);
        }
    }

    /// <summary>What every command has. The form is not done yet.</summary>
    private Command Start(
        Form form, JournalKind kind, IMessage request, string requestId, string reference, Guards? guards) =>
        form.Guarded(new Command
        {
            Kind = kind,
            Principal = Caller.Principal,
            ClientId = Caller.ClientId,
            RequestId = form.RequestId(requestId),
            Fingerprint = Fingerprint.Of(Service + kind, request),
            ExternalReference = form.ExternalReference(reference) is { Length: > 0 } given ? given : null,
            Deadline = Deadline,
        }, guards);

    /// <summary>Completes what an issuer asks for one member, and checks the form.</summary>
    /// <param name="missing">What was found missing before.</param>
    private Command ForMember(
        Form form, Command command, string member, string coin, long units, Refusal? missing = null)
    {
        form.Member(member, "member");
        return InWallet(form, command, member, coin, missing) with { Units = units };
    }

    /// <summary>Completes what an issuer asks for one wallet by its name, and checks the form.</summary>
    private Command ForWallet(Form form, Command command, string wallet)
    {
        var good = ResourceNames.TryWallet(wallet, out var member, out var coin)
            && ResourceNames.TryUuid(member, ResourceNames.Members, out _);
        form.Check(good, "wallet", "must be members/{uuid}/wallets/{coin}");
        return InWallet(form, command, member ?? "", coin ?? "", null);
    }

    private Command InWallet(Form form, Command command, string member, string coin, Refusal? missing)
    {
        if (Directory.Coins.TryGetValue(coin, out var known))
            Caller.RequireOwn(known.PartnerId, ResourceNames.Coin(coin));
        form.Done();
        if (known is null)
            missing = Refusal.NotFound(ErrorReason.CoinNotFound, ResourceNames.Coin(coin));
        if (!Names.TryRead(Caller.Viewer, member, out var id))
            missing ??= Refusal.NotFound(ErrorReason.MemberNotFound, member);
        missing ??= Suspended(command);
        return missing is null ? command with { Wallet = new WalletKey(id.Value, coin) } : command with { Refusal = missing };
    }

    /// <summary>Adds the journal that a command on a wallet is about: JOURNAL_NOT_FOUND where there is none that fits.</summary>
    private Command About(Command command, Guid? journal, Func<JournalRecord, bool> fits)
    {
        if (journal is not { } id || command.Refusal is not null)
            return command;
        var original = Originals.GetValueOrDefault(id);
        return original is not null && fits(original)
            ? command with { Original = original }
            : command with { Refusal = JournalNotFound(id), Wallet = null };
    }

    /// <summary>Adds the hold that a command is about, and checks the form: HOLD_NOT_FOUND where the caller does not hold it.</summary>
    /// <param name="issuerToo">Whether the coins' issuer may do it too.</param>
    private Command OnHold(Form form, Command command, string hold, bool issuerToo = false)
    {
        var id = form.Uuid(hold, "holds/", "hold");
        form.Done();
        var original = Originals.GetValueOrDefault(id);
        // What is set aside for a payment across brands is the exchange's.
        if (original is not { Kind: JournalKind.Hold, Detail: null } || !(original.Principal == Caller.Principal || (issuerToo && IsOwnAlone(original))))
            return command with { Refusal = Refusal.NotFound(ErrorReason.HoldNotFound, JournalNames.HoldOf(id)) };
        return Suspended(command) is { } suspended ? command with { Refusal = suspended } : command with { Original = original };
    }

    /// <summary>PARTNER_SUSPENDED, where the caller is a partner and suspended, and that stops the command.</summary>
    private Refusal? Suspended(Command command) => Caller.PartnerId is { } partner && Directory.IsSuspended(partner)
        ? Suspensions.ByMethod[Service + command.Kind].Refuses(Directory, partner)
        : null;

    private static Refusal JournalNotFound(Guid id) =>
        Refusal.NotFound(ErrorReason.JournalNotFound, JournalNames.NameOf(id));

    /// <summary>Whether the journal moved the caller's own coins and nothing else.</summary>
    private bool IsOwnAlone(JournalRecord journal) => journal.Entries.All(e =>
        !e.Kind.IsMoney() && Directory.Coins.TryGetValue(e.Asset, out var coin)
            && coin.PartnerId == Caller.PartnerId);
}
