using System.Diagnostics;
using Federation.Client;
using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Ledger.V1;
using Federation.Testing;
using Federation.Types.V1;
using Google.Protobuf.WellKnownTypes;
using CaptureRequest = Federation.Exchange.V1.CaptureRequest;
using DatabaseKind = Federation.Hosting.DatabaseKind;
using RefundRequest = Federation.Exchange.V1.RefundRequest;
using ReleaseRequest = Federation.Exchange.V1.ReleaseRequest;

namespace Federation.Scenarios;

/// <summary>The brands of all tests of a class, on each database; started by the first that asks.</summary>
public sealed class SharedBrands : IAsyncLifetime
{
    private readonly Dictionary<DatabaseKind, Task<StoryBrands>> started = [];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    internal Task<StoryBrands> OnAsync(DatabaseKind kind) =>
        started.TryGetValue(kind, out var brands) ? brands : started[kind] = StoryBrands.StartAsync(kind);

    public async ValueTask DisposeAsync()
    {
        foreach (var brands in started.Values.Where(s => s.IsCompletedSuccessfully))
            await (await brands).Alliance.DisposeAsync();
    }
}
