using Federation.Partners.V1;
using static Federation.Partners.Tests.PartnersProcess;

namespace Federation.Partners.Tests;

/// <summary>Commands that need another module hold no connection while they wait for it.</summary>
public sealed class ConnectionTests(NarrowPartnersProcess process) : IClassFixture<NarrowPartnersProcess>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>
    /// With four connections, five commands that each held one and waited for a second would wait for ever.
    /// </summary>
    [Fact]
    public async Task Credentials_MadeByMoreCallersThanThereAreConnections_AllEnd()
    {
        Assert.SkipWhen(process.Missing is not null, process.Missing ?? "");
        var brands = new List<string>();
        for (var i = 0; i < 5; i++)
            brands.Add(await process.RegisterAsync($"owner-{i}"));

        var made = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => process.Credentials(brands[i % brands.Count])
            .CreateCredentialAsync(NewCredential($"partners/owner-{i % brands.Count}"), cancellationToken: Cancel)
            .ResponseAsync));
        var rotated = await Task.WhenAll(made.Select((m, i) => process.Credentials(brands[i % brands.Count])
            .RotateCredentialAsync(
                new RotateCredentialRequest { RequestId = NewId(), Name = m.Credential.Name },
                cancellationToken: Cancel)
            .ResponseAsync));

        Assert.Equal(40, rotated.Select(r => r.ClientSecret).Where(s => s.Length > 0).Distinct().Count());
    }
}
