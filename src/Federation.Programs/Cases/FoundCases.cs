using System.Globalization;
using System.Security.Cryptography;
using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Programs.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Programs;

/// <summary>Cases that were found at night, as the ledger has them. Their journals move nothing.</summary>
internal sealed class FoundCases(PostingService.PostingServiceClient posting)
{
    private const int MostSteps = 2;

    /// <summary>What a step of a case uses up, so that it is taken once.</summary>
    /// <param name="id">The case.</param>
    /// <param name="step">0 opens it, 1 decides it.</param>
    public static string StepOf(Guid id, int step) =>
        string.Create(CultureInfo.InvariantCulture, $"cases/{id:D}/{step}");

    /// <summary>The journals of cases; those that were never opened are left out.</summary>
    /// <param name="ids">At most 64.</param>
    /// <param name="options">For their brand.</param>
    public async Task<Dictionary<Guid, FoundCaseHistory>> FindAsync(
        IReadOnlyCollection<Guid> ids, CallOptions options)
    {
        var request = new FindBundlesRequest();
        request.Keys.AddRange(ids.SelectMany(id => Enumerable.Range(0, MostSteps).Select(step => StepOf(id, step))));
        var found = (await posting.FindBundlesAsync(request, options)).Bundles.ToDictionary(
            b => b.Key, b => b.Journal.Detail.Unpack<CaseDetail>(), StringComparer.Ordinal);
        return ids.Where(id => found.ContainsKey(StepOf(id, 0))).ToDictionary(
            id => id,
            id => new FoundCaseHistory([.. Enumerable.Range(0, MostSteps)
                .Select(step => found.GetValueOrDefault(StepOf(id, step))).OfType<CaseDetail>()]));
    }

    /// <summary>Opens a case, unless it is open.</summary>
    /// <param name="row">As it is stored: the journal has its digest.</param>
    /// <param name="options">For its brand.</param>
    public async Task OpenAsync(CaseRow row, CallOptions options)
    {
        if ((await FindAsync([row.Id], options)).Count > 0)
            return;
        var standing = new OrderCase { State = CaseState.Open, Deadline = row.DueTime?.ToTimestamp() };
        var detail = new CaseDetail
        {
            Case = row.Name,
            Kind = row.Kind,
            Digest = ByteString.CopyFrom(SHA256.HashData(row.Content!)),
            Standing = standing,
        };
        await posting.PostBundleAsync(Step(row, 0, detail, Fingerprint.Of("open case", detail)), options);
    }

    /// <summary>Takes a case's last step.</summary>
    /// <param name="row">The case.</param>
    /// <param name="history">As it stands.</param>
    /// <param name="standing">As it stands then.</param>
    /// <param name="fingerprint">Of the request.</param>
    /// <param name="options">For its brand.</param>
    public async Task DecideAsync(
        CaseRow row, FoundCaseHistory history, OrderCase standing, byte[] fingerprint, CallOptions options)
    {
        var detail = new CaseDetail(history.Now)
        {
            Standing = standing,
            RequestDigest = ByteString.CopyFrom(fingerprint),
        };
        await posting.PostBundleAsync(Step(row, 1, detail, fingerprint), options);
    }

    private static PostBundleRequest Step(CaseRow row, int step, CaseDetail detail, byte[] fingerprint) => new()
    {
        // A step is taken once because it uses up its number.
        RequestId = Guid.CreateVersion7().ToString("D"),
        Fingerprint = ByteString.CopyFrom(fingerprint),
        Kind = JournalKind.Program,
        Consumes =
        {
            new Consumption
            {
                Key = StepOf(row.Id, step),
                RefusalReason = Refusal.NameOf(ErrorReason.Contended),
            },
        },
        Detail = Any.Pack(detail),
    };
}
