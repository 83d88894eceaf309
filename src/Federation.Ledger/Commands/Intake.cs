using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Google.Protobuf;

namespace Federation.Ledger;

/// <summary>
/// Makes commands of requests, alone, in a batch, a dry run or a stream, in the same way. It does no I/O: all that it
/// needs was read before. A caller that may not send the command, and a request of bad form, are refused by
/// <see cref="RefusalException"/> and nothing is recorded. A refusal about something outside the ledger (unknown coin,
/// suspended partner) becomes a <see cref="Command.Refused"/>, which is recorded as the command's outcome.
/// </summary>
/// <param name="Caller">Who sends them.</param>
/// <param name="Directory">Brands, coins and merchants.</param>
/// <param name="Originals">The journals that the commands are about, as far as they exist.</param>
/// <param name="Earnings">By purchase, what was earned on it.</param>
/// <param name="Names">The callers' names of members.</param>
/// <param name="Deadline">When the call ends, in system time.</param>
/// <param name="Now">System time.</param>
internal sealed partial record Intake(
    Caller Caller, DirectorySnapshot Directory, IReadOnlyDictionary<JournalId, JournalRecord> Originals,
    ILookup<JournalId, JournalRecord> Earnings, MemberNames Names, DateTimeOffset Deadline, DateTimeOffset Now)
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
            var forbids = Permissions.ByMethod.GetValueOrDefault(head.Method)?.Forbids(Caller, head.Method, Now);
            return forbids is null ? new Admission.Admitted(head.Make(this)) : new Admission.Refused(forbids);
        }
        catch (RefusalException e)
        {
            return new Admission.Refused(e.Refusal);
        }
    }

    /// <summary>What every command carries. The form is not done yet.</summary>
    private Envelope Start(
        Form form, JournalKind kind, IMessage request, string requestId, string reference, Guards? guards) =>
        form.Guarded(new Envelope
        {
            Principal = Caller.Principal,
            ClientId = Caller.Sender,
            RequestId = form.RequestId(requestId),
            Fingerprint = Fingerprint.Of(Service + kind, request),
            ExternalReference = form.ExternalReference(reference) is { Length: > 0 } given ? given : null,
            Deadline = Deadline,
        }, guards);

    /// <summary>Checks the form of what an issuer asks for one member, and finds the wallet.</summary>
    /// <param name="form">The form.</param>
    /// <param name="kind">What is asked for.</param>
    /// <param name="member">The caller's name of the member.</param>
    /// <param name="coin">The coin's id.</param>
    /// <param name="wallet">The wallet, unless the command is refused.</param>
    /// <param name="missing">What was found missing before.</param>
    /// <returns>The refusal that is to be recorded, or null.</returns>
    private Refusal? FindMembersWallet(
        Form form, JournalKind kind, string member, string coin, out WalletKey wallet, Refusal? missing = null)
    {
        form.Member(member, "member");
        return FindWallet(form, kind, member, coin, out wallet, missing);
    }

    /// <summary>Checks the form of what an issuer asks for one wallet by its name, and finds it.</summary>
    /// <inheritdoc cref="FindMembersWallet"/>
    private Refusal? FindWallet(Form form, JournalKind kind, string name, out WalletKey wallet)
    {
        var good = ResourceNames.TryWallet(name, out var member, out var coin)
            && ResourceNames.TryUuid(member, ResourceNames.Members, out _);
        form.Check(good, "wallet", "must be members/{uuid}/wallets/{coin}");
        return FindWallet(form, kind, member ?? "", coin ?? "", out wallet, null);
    }

    private Refusal? FindWallet(
        Form form, JournalKind kind, string member, string coin, out WalletKey wallet, Refusal? missing)
    {
        if (Directory.Coins.TryGetValue(coin, out var known))
            Caller.RequireOwn(known.PartnerId, ResourceNames.Coin(coin));
        form.Done();
        if (known is null)
            missing = Refusal.NotFound(ErrorReason.CoinNotFound, ResourceNames.Coin(coin));
        if (!Names.TryRead(Caller, member, out var id))
            missing ??= Refusal.NotFound(ErrorReason.MemberNotFound, member);
        wallet = new WalletKey(id.Value, coin);
        return missing ?? Suspended(kind);
    }

    /// <summary>Finds the journal that a command on a wallet names.</summary>
    /// <returns>JOURNAL_NOT_FOUND where there is none that fits, or null.</returns>
    private Refusal? FindNamed(JournalId? name, Func<JournalRecord, bool> fits, out JournalRecord? journal)
    {
        journal = null;
        if (name is not { } id)
            return null;
        journal = Originals.GetValueOrDefault(id);
        return journal is not null && fits(journal) ? null : JournalNotFound(id);
    }

    /// <summary>Checks the form of a command on a hold, and makes it where the caller may use the hold.</summary>
    /// <param name="form">The form.</param>
    /// <param name="envelope">What every command carries.</param>
    /// <param name="kind">What is asked for.</param>
    /// <param name="name">The hold's name.</param>
    /// <param name="make">Makes the command on the hold's journal.</param>
    /// <param name="issuerToo">Whether the coins' issuer may do it too.</param>
    private Command OnHold(
        Form form, Envelope envelope, JournalKind kind, string name, Func<JournalRecord, Command> make,
        bool issuerToo = false)
    {
        var id = form.Journal(name, "hold", ResourceNames.Holds);
        form.Done();
        // What is set aside for a payment across brands is the exchange's.
        if (Originals.GetValueOrDefault(id) is not { Kind: JournalKind.Hold, Detail: null } hold
            || !(hold.Principal == Caller.Principal || (issuerToo && IsOwnAlone(hold))))
            return new Command.Refused(envelope, kind, Refusal.NotFound(ErrorReason.HoldNotFound, id.HoldName));
        return (Suspended(kind) ?? Closed(kind, hold)) is { } stopped
            ? new Command.Refused(envelope, kind, stopped)
            : make(hold);
    }

    /// <summary>MERCHANT_CLOSED, where the hold is of a till that is closed, and what is asked for does not give
    /// back.</summary>
    private Refusal? Closed(JournalKind kind, JournalRecord hold) =>
        kind != JournalKind.Release && ResourceNames.TryMerchant(hold.Merchant, out var partner, out var merchant)
        && Directory.Merchants.ContainsKey((partner, merchant))
            ? Directory.Till(partner, merchant)
            : null;

    /// <summary>PARTNER_SUSPENDED, where the caller is a partner and suspended, and that stops the command.</summary>
    private Refusal? Suspended(JournalKind kind) => Caller.PartnerId is { } partner && Directory.IsSuspended(partner)
        ? Suspensions.ByMethod[Service + kind].Refuses(Directory, partner)
        : null;

    private static Refusal JournalNotFound(JournalId id) => Refusal.NotFound(ErrorReason.JournalNotFound, id.Name);

    /// <summary>Whether the journal moved the caller's own coins and nothing else.</summary>
    private bool IsOwnAlone(JournalRecord journal) => journal.Entries.All(e =>
        !e.Kind.IsMoney() && Directory.Coins.TryGetValue(e.Asset, out var coin)
            && coin.PartnerId == Caller.PartnerId);
}
