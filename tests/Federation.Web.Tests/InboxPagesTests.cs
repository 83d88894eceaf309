using System.Net;
using System.Text.RegularExpressions;
using Federation.Errors.V1;
using Federation.Messages.V1;
using Grpc.Core;

namespace Federation.Web.Tests;

/// <summary>The wallet's messages, and what a member wants to be told.</summary>
public sealed class InboxPagesTests
{
    private const string Wishes = "/me/messages/aster";

    [Theory]
    [InlineData("/inbox", "15 coins <b>end</b> soon", "收件箱")]
    [InlineData("/inbox", "Second <script>alert(3)</script> line.", "更早的消息")]
    [InlineData("/inbox", "Mark these 2 as read", "将这 2 条标为已读")]
    [InlineData("/inbox", "Convert them", "去兑换")]
    [InlineData("/", "Inbox, 2 unread messages", "收件箱，2 条未读")]
    [InlineData("/me/messages", "For each brand you choose what it tells you", "您可以为每个品牌选择")]
    [InlineData(Wishes, "Coins end soon", "币即将到期")]
    [InlineData(Wishes, "Always in the inbox.", "始终发送到收件箱。")]
    [InlineData("/me/messages/birch", "Sign in through this brand first.", "不行。")]
    public async Task Page_SaysInBothLanguages_WhatTheAllianceSaid(string path, string english, string chinese)
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        await visit.AssertSaysAsync(path, english, chinese, "<script>alert|<b>end");
    }

    /// <summary>Coins that end have ways out: the brand has one coin, so the ways lead to it.</summary>
    [Fact]
    public async Task Message_OfCoinsThatEnd_LeadsToWaysOut()
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        var html = await visit.ReadAsync("/inbox");
        foreach (var way in new[] { "/pay?coin=aster", "/convert?from=aster", "/rewards?brand=aster" })
            Assert.Single(Regex.Matches(html, $"href=\"{Regex.Escape(way)}\""));
        Assert.Contains("href=\"/inbox?after=a%26b\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_AreRead_OneByOne_ThenAllThatAreShown()
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        var html = await visit.ReadAsync("/inbox");
        var forms = Regex.Matches(html, "<form[^>]*method=\"post\".*?</form>", RegexOptions.Singleline);
        Assert.Equal(3, forms.Count);

        using var one = await visit.PostAsync("/inbox", Visit.FieldsOf(forms[1].Value));
        Assert.EndsWith("/inbox", one.Headers.Location!.ToString(), StringComparison.Ordinal);
        var rest = await visit.ReadAsync("/inbox?show=unread");
        Assert.DoesNotContain("15 coins", rest, StringComparison.Ordinal);
        using var last = await visit.PostAsync("/inbox?show=unread", Visit.FieldsOf(rest));
        Assert.EndsWith("/inbox?show=unread", last.Headers.Location!.ToString(), StringComparison.Ordinal);

        var sent = all.Alliance.Commands.Cast<ReadInboxRequest>().ToList();
        Assert.All(sent, s => Assert.Equal("members/me", s.Member));
        Assert.Equal(2, sent.Select(s => s.RequestId).Distinct().Count());
        Assert.Equal([FakeAlliance.Id[..^1] + "1", FakeAlliance.Id[..^1] + "2"],
            sent.SelectMany(s => s.Names).Select(ResourceNames.LastPart));
        Assert.Contains("There are no messages", await visit.ReadAsync("/inbox?show=unread"), StringComparison.Ordinal);
    }

    /// <summary>What differs from what the brand does by itself is sent, and what cannot be chosen is not.</summary>
    [Fact]
    public async Task Choices_AreSaved_AsAWhole()
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        var html = await visit.ReadAsync(Wishes);
        Assert.Matches("<option value=\"Daily\" selected", html);
        foreach (var kind in new[] { "Security", "CoinsExpiring", "CouponsExpiring", "Prizes" })
            Assert.DoesNotContain($"id=\"{kind}-Inbox\"", html, StringComparison.Ordinal);
        foreach (var (kind, name) in new[]
            { ("CouponsGiven-Inbox", "You got a coupon"), ("CouponsExpiring-Email", "Coupons end soon"),
                ("Prizes-Email", "Prizes of draws") })
        {
            Assert.Contains($"id=\"{kind}\"", html, StringComparison.Ordinal);
            Assert.Contains(name, html, StringComparison.Ordinal);
        }
        var fields = Visit.FieldsOf(html);
        (fields["language"], fields["CoinsChanged-Inbox"], fields["Announcement-Sms"]) = ("en", "None", "Daily");
        (fields["Security-Inbox"], fields["Security-Email"], fields["Announcement-Push"]) = ("None", "Daily", "x");

        using var done = await visit.PostAsync(Wishes, fields);

        Assert.EndsWith(Wishes + "?saved=yes", done.Headers.Location!.ToString(), StringComparison.Ordinal);
        var sent = Assert.IsType<SetMessagePreferencesRequest>(Assert.Single(all.Alliance.Commands));
        Assert.Equal(("partners/aster", "members/me", "en"), (sent.Parent, sent.Member, sent.Preferences.Language));
        Assert.Equal(
            [
                (MessageKind.CoinsChanged, MessageChannel.Inbox, MessageChoice.None),
                (MessageKind.Announcement, MessageChannel.Sms, MessageChoice.Daily),
            ],
            sent.Preferences.Preferences.Select(p => (p.Kind, p.Channel, p.Choice)));
        Assert.Contains(
            "Your choices are saved", await visit.ReadAsync(Wishes + "?saved=yes"), StringComparison.Ordinal);
    }

    /// <summary>What was chosen stays in a form that was refused.</summary>
    [Fact]
    public async Task Choices_ThatAreRefused_StayInTheForm()
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        var fields = Visit.FieldsOf(await visit.ReadAsync(Wishes));
        fields["CoinsChanged-Inbox"] = "None";
        all.Alliance.Refusal = method => method == "SetMessagePreferences"
            ? FakeAlliance.Refuse(ErrorReason.PartnerSuspended, StatusCode.FailedPrecondition, "Not now.") : null;
        using var answer = await visit.PostAsync(Wishes, fields);
        var html = await answer.Content.ReadAsStringAsync();
        Assert.Contains("Not now.", html, StringComparison.Ordinal);
        Assert.Matches("<option value=\"None\" selected", html);
    }

    /// <summary>Messages may be away: the first page says nothing of them, and all else.</summary>
    [Fact]
    public async Task Home_WithoutMessages_IsThere()
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        all.Alliance.Refusal = method => method == "ListInbox"
            ? new RpcException(new Status(StatusCode.Unavailable, "")) : null;
        using var page = await visit.GetAsync("/");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        var html = await page.Content.ReadAsStringAsync();
        Assert.DoesNotContain("unread", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/inbox\"", html, StringComparison.Ordinal);
    }
}
