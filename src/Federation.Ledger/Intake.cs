using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Google.Protobuf;

namespace Federation.Ledger;

/// <summary>
/// Makes commands of requests, alone or in a batch, in the same way. Pure: all that it needs was read before. A caller
/// that may not, and a request of bad form, are refused by <see cref="RefusalException"/> and leave no trace; what is
/// missing or in a wrong state outside the books travels with the command and is remembered.
/// </summary>
/// <param name="Caller">Who sends them.</param>
/// <param name="Directory">Brands, coins and merchants.</param>
/// <param name="Originals">The journals that Refunds and Reverses name, as far as they exist.</param>
/// <param name="Names">The callers' names of members.</param>
/// <param name="Deadline">When the call ends, in system time.</param>
internal sealed partial record Intake(
    Caller Caller, DirectorySnapshot Directory, IReadOnlyDictionary<Guid, JournalRecord> Originals, MemberNames Names,
    DateTimeOffset Deadline)
{
    private static readonly string Service = $"/{V1.LedgerService.Descriptor.FullName}/";

    public Command CommandOf(BatchItem item) => item.CommandCase switch
    {
        BatchItem.CommandOneofCase.Earn => CommandOf(item.Earn),
        BatchItem.CommandOneofCase.Redeem => CommandOf(item.Redeem),
        BatchItem.CommandOneofCase.Clawback => CommandOf(item.Clawback),
        BatchItem.CommandOneofCase.Refund => CommandOf(item.Refund),
        BatchItem.CommandOneofCase.Reverse => CommandOf(item.Reverse),
        BatchItem.CommandOneofCase.Adjust => CommandOf(item.Adjust),
        _ => throw new RefusalException(new Refusal(ErrorReason.FieldInvalid, "command: is required.")
        { Fields = [("command", "is required")] }),
    };

    /// <summary>The RPC of the command alone: it names the permission, and the fingerprint.</summary>
    public static string MethodOf(BatchItem item) => Service + item.CommandCase;

    public static string? CoinOf(BatchItem item)
    {
        var name = item.CommandCase switch
        {
            BatchItem.CommandOneofCase.Earn => item.Earn.Amount?.Coin,
            BatchItem.CommandOneofCase.Redeem => item.Redeem.Amount?.Coin,
            BatchItem.CommandOneofCase.Clawback => item.Clawback.Amount?.Coin,
            BatchItem.CommandOneofCase.Adjust => item.Adjust.Coin,
            _ => null,
        };
        return ResourceNames.TryCoin(name, out var coin) ? coin : null;
    }

    public static (string Partner, string Merchant)? MerchantOf(BatchItem item) =>
        ResourceNames.TryMerchant(item.Redeem?.Merchant, out var partner, out var merchant)
            ? (partner, merchant) : null;

    public static Guid? OriginalOf(BatchItem item) =>
        ResourceNames.TryUuid(item.Refund?.Journal ?? item.Reverse?.Journal, "journals/", out var id) ? id : null;

    public static string RequestIdOf(BatchItem item) => item.CommandCase switch
    {
        BatchItem.CommandOneofCase.Earn => item.Earn.RequestId,
        BatchItem.CommandOneofCase.Redeem => item.Redeem.RequestId,
        BatchItem.CommandOneofCase.Clawback => item.Clawback.RequestId,
        BatchItem.CommandOneofCase.Refund => item.Refund.RequestId,
        BatchItem.CommandOneofCase.Reverse => item.Reverse.RequestId,
        BatchItem.CommandOneofCase.Adjust => item.Adjust.RequestId,
        _ => "",
    };

    /// <summary>What every command has. The form is not done yet.</summary>
    private Command Start(
        Form form, JournalKind kind, IMessage request, string requestId, string reference, Guards? guards) => new()
        {
            Kind = kind,
            Principal = Caller.Principal,
            RequestId = form.RequestId(requestId),
            Fingerprint = Fingerprint.Of(Service + kind, request),
            ExternalReference = form.ExternalReference(reference) is { Length: > 0 } given ? given : null,
            NotAfter = form.Moment(guards?.NotAfter, "guards.not_after"),
            Deadline = Deadline,
        };

    /// <summary>Completes what an issuer asks for one member: Earn, Redeem, Clawback, Adjust.</summary>
    private Command ForMember(
        Form form, Command command, string member, string coin, long units, Refusal? missing = null)
    {
        form.Member(member, "member");
        if (Directory.Coins.TryGetValue(coin, out var known))
            Caller.RequireOwn(known.PartnerId, ResourceNames.Coin(coin));
        form.Done();
        if (known is null)
            missing = Refusal.NotFound(ErrorReason.CoinNotFound, ResourceNames.Coin(coin));
        if (!Names.TryRead(Caller.Viewer, member, out var id))
            missing ??= Refusal.NotFound(ErrorReason.MemberNotFound, member);
        missing ??= Suspended();
        return missing is null
            ? command with { Wallet = new WalletKey(id.Value, coin), Units = units }
            : command with { Refusal = missing };
    }

    /// <summary>PARTNER_SUSPENDED, where the caller is a partner and suspended.</summary>
    private Refusal? Suspended() => Caller.PartnerId is { } partner ? Directory.Suspended(partner) : null;

    private static Refusal JournalNotFound(Guid id) =>
        Refusal.NotFound(ErrorReason.JournalNotFound, JournalNames.NameOf(id));

    /// <summary>Whether the caller may know of a journal: its principal, the issuers of the coins that it moved,
    /// alliance admins and modules.</summary>
    public static bool MaySee(Caller caller, DirectorySnapshot directory, JournalRecord journal) =>
        caller.IsAllianceAdmin || caller.Module is not null || journal.Principal == caller.Principal
        || journal.Coins().Any(coin =>
            directory.Coins.TryGetValue(coin, out var known) && known.PartnerId == caller.PartnerId);
}
