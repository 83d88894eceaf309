using Federation.Exchange.V1;
using Google.Protobuf;

namespace Federation.Cli;

/// <summary>
/// What follows an authorization or a payment. The ledger has the same verbs for its holds and journals: the name tells
/// which is meant.
/// </summary>
internal static class ExchangeVerbs
{
    public const string Authorizations = "authorizations";
    public const string Exchanges = "exchanges";

    public static IMessage? Capture(string name, (long Units, bool All) part, bool keepRest) =>
        ResourceText.IsIn(Authorizations, name)
        ? new CaptureRequest { Authorization = name, Units = part.Units, All = part.All, KeepRest = keepRest }
        : null;

    public static IMessage? Release(string name, bool all)
    {
        if (!ResourceText.IsIn(Authorizations, name))
            return null;
        return all
            ? new ReleaseRequest { Authorization = name }
            : throw new BadInputException(
                "--units: all that is left of an authorization is released; 'capture' without --keep-rest takes "
                + "a part.");
    }

    public static IMessage? Refund(string name, (long Units, bool All) part) => ResourceText.IsIn(Exchanges, name)
        ? new RefundRequest { Exchange = name, Units = part.Units, All = part.All }
        : null;

    public static async Task<int> SendAsync(Session session, IMessage request, CancellationToken cancel)
    {
        var exchanges = session.Client.Exchanges;
        switch (request)
        {
            case CaptureRequest capture:
                var money = await session.MoneyAsync(cancel);
                var captured = await exchanges.CaptureAsync(capture, cancellationToken: cancel);
                return session.Show(captured, ExchangeTables.Of(captured.Exchange, money));
            case ReleaseRequest release:
                var released = await exchanges.ReleaseAsync(release, cancellationToken: cancel);
                return session.Show(released, Tables.Of("journal", "released", "decided before")
                    .Row(released.Journal, release.Authorization, released.Replayed));
            case RefundRequest refund:
                var refunded = await exchanges.RefundAsync(refund, cancellationToken: cancel);
                return session.Show(
                    refunded, ExchangeTables.Back(
                        refunded.Journal, refunded.AllReturned, refunded.Unredeemed, refunded.Replayed));
            default:
                throw new ArgumentException($"{request.Descriptor.FullName} follows no payment.", nameof(request));
        }
    }
}
