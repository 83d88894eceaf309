using Federation.Web.Tests;

namespace Federation.Browser;

/// <summary>The portal's pages of messages and their templates.</summary>
public sealed class DeliveryLooksTests(Pages pages) : IAsyncLifetime
{
    private static readonly string One = "/portal/messages/" + FakeAlliance.Id[..^1];

    /// <summary>The pages, each state of a message among them.</summary>
    private static readonly string[] Paths =
    [
        "/portal/messages", "/portal/messages?state=Failed&member=" + FakeAlliance.Id, One + "1", One + "2",
        One + "3", One + "4", "/portal/message-templates", "/portal/message-templates/Announcement/en",
        "/portal/message-templates/Digest/zh-CN", "/portal/message-templates/Digest/fr",
    ];

    private Surroundings? all;

    public async ValueTask InitializeAsync() => all = await Surroundings.StartAsync();

    public async ValueTask DisposeAsync() => await all!.DisposeAsync();

    [Fact]
    public async Task Pages_ForEveryReader_HaveNoFault() =>
        Faults.AssertNone(await DeskLooks.FaultsAsync(pages, all!, "partner-admin", "messages", Paths));

    [Fact]
    public async Task Pages_InANarrowWindow_OrByKeyboard_HaveNoFault() =>
        Faults.AssertNone(await DeskLooks.NarrowFaultsAsync(pages, all!, "partner-admin", Paths));
}
