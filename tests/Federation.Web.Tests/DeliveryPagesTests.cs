using System.Net;
using Federation.Messages.V1;

namespace Federation.Web.Tests;

/// <summary>The portal's messages: what was told, how far it got, and the templates.</summary>
public sealed class DeliveryPagesTests : IAsyncLifetime
{
    private const string All = "/portal/messages";
    private const string Templates = "/portal/message-templates";
    private const string Own = Templates + "/Announcement/en";

    private static readonly string One = All + "/" + FakeAlliance.Id[..^1];
    private Surroundings all = null!;
    private Visit visit = null!;

    public async ValueTask InitializeAsync()
    {
        all = await Surroundings.StartAsync();
        all.Authority.Role = "partner-admin";
        visit = await all.SignedInAsync();
    }

    public async ValueTask DisposeAsync()
    {
        visit.Dispose();
        await all.DisposeAsync();
    }

    public static TheoryData<string, string, string> Said => new()
    {
        { All, "Message <i>1</i>", "Message <i>1</i>" },
        { All, "Given up", "已放弃" },
        { All, "In the digest", "并入每日汇总" },
        { One + "1", "abababab", "已接收" },
        { One + "1", "Second <s>line</s>.", "SHA-256" },
        { One + "1", "sale-<u>1</u>", "sale-<u>1</u>" },
        { One + "2", "It was tried 2 times.", "已尝试发送 2 次。" },
        { One + "2", "Why the last try failed", "HTTP <q>503</q>" },
        { One + "3", "This message was given up", "此消息已放弃发送" },
        { One + "4", "The digest that it is part of", "所属的每日汇总" },
        { Templates, "{{ brand }}: <i>{{ title }}</i>", "品牌模板" },
        { Own, "See you <b>soon</b>.", "恢复联盟模板" },
        { Templates + "/Digest/zh-CN", "messages", "（列表）" },
        { Templates + "/Digest/fr", "There is no such template", "没有此模板" },
    };

    [Theory]
    [MemberData(nameof(Said))]
    public Task Page_SaysInBothLanguages_WhatTheAllianceSaid(string path, string english, string chinese) =>
        visit.AssertSaysAsync(path, english, chinese, "<i>[0-9]|<i>\\{|<s>line|<u>[0-9]|<q>503|<b>soon");

    [Fact]
    public async Task List_AsksForWhatItsAddressSays()
    {
        await visit.ReadAsync(All + "?kind=Announcement&channel=Sms&state=Failed&after=x&member=" + FakeAlliance.Id);
        Assert.Equal(
            new ListDeliveriesRequest
            {
                Parent = "partners/aster",
                Member = "members/" + FakeAlliance.Id,
                Kind = MessageKind.Announcement,
                Channel = MessageChannel.Sms,
                State = DeliveryState.Failed,
                PageSize = 50,
                PageToken = "x",
            }, all.Alliance.DeliveriesAsked);
        // Anything else is as nothing.
        var html = await visit.ReadAsync(All + "?kind=7&channel=%3Cb%3E&state=sent");
        Assert.Equal(
            (MessageKind.Unspecified, MessageChannel.Unspecified, DeliveryState.Unspecified),
            (all.Alliance.DeliveriesAsked!.Kind, all.Alliance.DeliveriesAsked.Channel,
                all.Alliance.DeliveriesAsked.State));
        Assert.Contains("after=a%26b", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delivery_ThatThereIsNot_IsNotFound()
    {
        using var answer = await visit.GetAsync(All + "/none");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        all.Alliance.HasMessages = false;
        Assert.Contains("There are no such messages", await visit.ReadAsync(All), StringComparison.Ordinal);
    }

    /// <summary>The answer has a sample; what was typed stays after a refusal; withdrawn, it is the
    /// alliance's.</summary>
    [Fact]
    public async Task Template_IsPublished_AndWithdrawn()
    {
        var fields = Visit.FormOf(await visit.ReadAsync(Own), "publish");
        (fields["subject"], fields["text"]) = ("Sale", "Line one\r\nLine two {% include x %}");
        using var refused = await visit.PostAsync(Own, fields);
        Assert.Contains("{% include x %}", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        fields["text"] = "Line one\r\nLine two";
        using var done = await visit.PostAsync(Own, fields);
        Assert.Contains("Aster: &lt;q&gt;Sale&lt;/q&gt;", await done.Content.ReadAsStringAsync(),
            StringComparison.Ordinal);
        var sent = all.Alliance.Commands.OfType<PublishMessageTemplateRequest>().Last();
        Assert.Equal(
            ("partners/aster", MessageKind.Announcement, "en", "Sale", "Line one\nLine two"),
            (sent.Parent, sent.Template.Kind, sent.Template.Language, sent.Template.Subject, sent.Template.Text));

        var withdraw = Visit.FormOf(await visit.ReadAsync(Own), "withdraw");
        foreach (var _ in new[] { 1, 2 })
        {
            using var gone = await visit.PostAsync(Own, withdraw);
            Assert.EndsWith(Own, gone.Headers.Location!.ToString(), StringComparison.Ordinal);
        }
        Assert.DoesNotContain("withdraw", await visit.ReadAsync(Own), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Templates_ForWhoMayNotPublish_AreRead()
    {
        all.Authority.Role = "partner-service";
        using var other = await all.SignedInAsync();
        var html = await other.ReadAsync(Own);
        Assert.Contains("See you &lt;b&gt;soon", html, StringComparison.Ordinal);
        Assert.DoesNotContain("textarea", html, StringComparison.Ordinal);
    }
}
