using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Programs.V1;
using Federation.Testing;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Programs.Tests;

/// <summary>A ledger that keeps what is posted, by what it uses up.</summary>
internal sealed class KeptBundles
{
    private readonly Dictionary<string, Journal> journals = new(StringComparer.Ordinal);

    /// <summary>Asked before each bundle that is posted.</summary>
    public Action<PostBundleRequest> Before { get; set; } = _ => { };

    public PostingService.PostingServiceClient Client => new(
        new Peer().On<FindBundlesRequest, FindBundlesResponse>("FindBundles", request => new()
        {
            Bundles =
            {
                request.Keys.Where(journals.ContainsKey)
                    .Select(k => new PostedBundle { Key = k, Journal = journals[k] }),
            },
        }).On<PostBundleRequest, PostBundleResponse>("PostBundle", Post));

    public IReadOnlyList<CaseDetail> Cases =>
        [.. journals.Values.Where(j => j.Detail.Is(CaseDetail.Descriptor)).Select(j => j.Detail.Unpack<CaseDetail>())];

    /// <summary>An order's steps.</summary>
    public void Add(OrderId order, params OrderDetail[] steps)
    {
        for (var i = 0; i < steps.Length; i++)
            journals[OrderKeys.StepOf(order, i)] = JournalOf(Any.Pack(steps[i]));
    }

    private PostBundleResponse Post(PostBundleRequest request)
    {
        Before(request);
        var key = Assert.Single(request.Consumes).Key;
        if (!journals.TryAdd(key, JournalOf(request.Detail)))
            throw new RefusalException(ErrorReason.Contended, key);
        return new PostBundleResponse { Journal = journals[key] };
    }

    private static Journal JournalOf(Any detail) =>
        new() { Name = new JournalId(Guid.NewGuid()).Name, Detail = detail, CreateTime = Given.Now.ToTimestamp() };
}
