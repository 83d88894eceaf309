using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Messages.V1;
using Federation.Partners.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Messages.Tests;

/// <summary>No coin expires without its member being told 30, 7 and 1 days before; and the ledger hears of it where the
/// coin's rule asks for that.</summary>
public sealed class ReminderTests
{
    /// <summary>Midnight in Shanghai after a day.</summary>
    private static readonly DateTimeOffset Today = new(2026, 3, 1, 16, 0, 0, TimeSpan.Zero);

    public static TheoryData<DatabaseKind> Kinds => Module.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Coins_AreRemindedOf30And7And1DaysBefore_OnceEach(DatabaseKind kind)
    {
        await using var module = await Module.StartAsync(kind);
        module.NewMember(out var ann);
        await module.SetUpAsync();
        // They are good until the end of 10 April.
        Expire(module, ann, Today.AddDays(40), 30);
        Expire(module, ann, Today.AddDays(40), 12);
        var told = new List<string>();
        for (var day = 0; day < 45; day++)
        {
            module.Time.Now = Given.Noon.AddDays(day);
            await module.RemindAsync();
            await module.RemindAsync();
            var count = (await module.DeliveriesAsync()).Count;
            while (told.Count < count)
                told.Add($"{module.Time.Now:MM-dd}");
        }
        Assert.Equal(["03-11", "04-03", "04-09"], told);
        var last = (await module.Messages.ListInbox(
            new() { Member = ResourceNames.Me }, Call.Member(ann, "aster"))).Messages[0];
        Assert.Equal("42 ASTER of Aster expire on 2026-04-10", last.Subject);
        Assert.Equal(
            "42 ASTER of yours expire on 2026-04-10, tomorrow. What you can do:\n- Spend them at Aster.\n"
            + "- Exchange them for another brand's coins, or pay with them there.\n- Give them to somebody.",
            last.Text);
    }

    /// <summary>A sandbox begins in the year 2000, before which the ledger knows no time.</summary>
    [Fact]
    public async Task Coins_InTheFirstYearOfASandbox_AreRemindedOf()
    {
        await using var module = await Module.StartAsync();
        module.NewMember(out var ann);
        await module.SetUpAsync();
        module.Time.Now = new DateTimeOffset(2000, 6, 28, 12, 0, 0, TimeSpan.Zero);
        Expire(module, ann, module.Time.Now.AddDays(1), 5);
        await module.RemindAsync();
        Assert.Single(await module.DeliveriesAsync());
    }

    [Fact]
    public async Task Brand_ThatBeginsOrWasAway_CatchesUp()
    {
        await using var module = await Module.StartAsync();
        module.NewMember(out var ann);
        var settings = Given.Settings();
        settings.Ways.Add(WayOut.Donate);
        settings.Language = "zh-CN";
        await module.SetUpAsync(settings);
        foreach (var days in new[] { 1, 2, 6, 15, 29, 60 })
            Expire(module, ann, Today.AddDays(days), days);
        await module.RemindAsync();
        var inbox = await module.Messages.ListInbox(new() { Member = ResourceNames.Me }, Call.Member(ann, "aster"));
        Assert.Equal(5, inbox.Messages.Count);
        Assert.Contains(inbox.Messages, m => m.Text
            == "您有 2 ASTER 将于 2026-03-03 过期（明天）。您可以：\n- 捐赠。");
        // Ten days later what has come nearer is told, and nothing twice.
        module.Time.Now = Given.Noon.AddDays(10);
        await module.RemindAsync();
        Assert.Equal(
            6, (await module.Messages.ListInbox(
                new() { Member = ResourceNames.Me }, Call.Member(ann, "aster"))).Messages.Count);
    }

    [Fact]
    public async Task Brand_ThatSwitchedRemindersOff_SendsNone()
    {
        await using var module = await Module.StartAsync();
        module.NewMember(out var ann);
        var settings = Given.Settings();
        settings.Off.Add(MessageKind.CoinsExpiring);
        await module.SetUpAsync(settings);
        Expire(module, ann, Today.AddDays(3), 5);
        Assert.Equal(0, await module.RemindAsync());
        Assert.Empty(await module.DeliveriesAsync());
    }

    [Theory]
    [InlineData(NoticeEvidence.Accepted, true, false, false, true)]
    [InlineData(NoticeEvidence.Unspecified, true, false, false, true)]
    [InlineData(NoticeEvidence.Delivered, true, false, false, false)]
    [InlineData(NoticeEvidence.Delivered, true, true, false, true)]
    [InlineData(NoticeEvidence.Read, true, true, false, false)]
    [InlineData(NoticeEvidence.Read, false, false, true, true)]
    [InlineData(NoticeEvidence.Accepted, false, false, false, false)]
    public void Evidence_CountsFromTheLevelThatTheRuleAsks(
        NoticeEvidence needed, bool accepted, bool delivered, bool read, bool counts)
    {
        var inbox = Row(MessageChannel.Inbox);
        (inbox.AcceptTime, inbox.ReadTime) = (Given.Noon, read ? Given.Noon.AddHours(3) : null);
        var sms = Row(MessageChannel.Sms);
        (sms.AcceptTime, sms.DeliverTime) =
            (accepted ? Given.Noon.AddHours(1) : null, delivered ? Given.Noon.AddHours(2) : null);
        Assert.Equal(counts, NoticeSweep.EvidenceOf([inbox, sms], needed) is not null);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Ledger_IsToldOnceTheMemberHasReadIt(DatabaseKind kind)
    {
        await using var module = await Module.StartAsync(kind);
        module.NewMember(out var ann);
        await module.SetUpAsync();
        Expire(module, ann, Today.AddDays(3), 30, pending: true);
        Expire(module, ann, Today.AddDays(3), 12);
        await module.RemindAsync();
        await module.NotifyAsync();
        Assert.Empty(module.Notices);

        var me = Call.Member(ann, "aster");
        var message = Assert.Single(
            (await module.Messages.ListInbox(new() { Member = ResourceNames.Me }, me)).Messages);
        Assert.Contains("42 ASTER", message.Subject, StringComparison.Ordinal);
        module.Time.Now += TimeSpan.FromHours(2);
        var read = module.Time.Now;
        await module.Messages.ReadInbox(
            new() { RequestId = Given.NewId(), Member = ResourceNames.Me, Names = { message.Name } }, me);
        module.Time.Now += TimeSpan.FromHours(2);
        await module.NotifyAsync();
        await module.NotifyAsync();
        var notice = Assert.Single(module.Notices);
        Assert.Equal((ann.ToString(), "aster", NoticeEvidence.Read), (notice.MemberId, notice.CoinId, notice.Evidence));
        Assert.Equal(read, notice.DeliveredTime.ToDateTimeOffset());
        Assert.Equal(
            (30, Today.AddDays(3)),
            (Assert.Single(notice.Announced).Units, notice.Announced[0].ExpireTime.ToDateTimeOffset()));
    }

    [Fact]
    public async Task Notice_ThatTheLedgerRefuses_IsSaid_AndToldAgainNextWeek()
    {
        await using var module = await Module.StartAsync();
        module.NewMember(out var ann);
        await module.SetUpAsync();
        Expire(module, ann, Today.AddDays(1), 30, pending: true);
        await module.RemindAsync();
        module.OnNotice = _ => throw new RefusalException(ErrorReason.NoticeTooWeak, "too weak");
        await ReadAllAsync(module, ann);
        await module.NotifyAsync();
        Assert.Contains("too weak", Assert.Single(module.Events.Of("NoticeRefused")), StringComparison.Ordinal);

        // Their day has passed, and they live on.
        for (var day = 1; day < 15; day++)
        {
            module.Time.Now = Given.Noon.AddDays(day);
            await module.RemindAsync();
        }
        Assert.Equal(4, (await module.DeliveriesAsync()).Count);
        module.OnNotice = _ => throw new RefusalException(ErrorReason.Contended, "busy");
        await ReadAllAsync(module, ann);
        await module.NotifyAsync();
        var tried = module.Notices.Count;
        module.OnNotice = _ => new() { Journal = new() { Name = ResourceNames.Journals + Given.NewId() } };
        module.Time.Now += TimeSpan.FromMinutes(2);
        await module.NotifyAsync();
        await module.NotifyAsync();
        Assert.Equal(tried + 3, module.Notices.Count);
    }

    private static async Task ReadAllAsync(Module module, MemberId member)
    {
        var me = Call.Member(member, "aster");
        var unread = await module.Messages.ListInbox(new() { Member = ResourceNames.Me, Unread = true }, me);
        await module.Messages.ReadInbox(
            new()
            {
                RequestId = Given.NewId(),
                Member = ResourceNames.Me,
                Names = { unread.Messages.Select(m => m.Name) },
            },
            me);
    }

    private static void Expire(Module module, MemberId member, DateTimeOffset end, long units, bool pending = false) =>
        module.Expiring.Add(new ExpiringCoins
        {
            MemberId = member.ToString(),
            CoinId = "aster",
            ExpireTime = end.ToTimestamp(),
            Units = units,
            NoticePending = pending,
        });

    private static DeliveryRow Row(MessageChannel channel) => new()
    {
        Id = Guid.NewGuid(),
        MessageId = Guid.NewGuid(),
        PartnerId = "aster",
        Member = Guid.NewGuid(),
        Kind = MessageKind.CoinsExpiring,
        Channel = channel,
        State = DeliveryState.Sent,
        CreateTime = Given.Noon,
        DueTime = Given.Noon,
        GiveUpTime = Given.Noon,
        LeaseTime = Given.Noon,
    };
}
