using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Messages.V1;
using Microsoft.EntityFrameworkCore;

namespace Federation.Messages.Tests;

/// <summary>A brand's own messages: made once, on the channels that both sides want, and read by their member
/// alone.</summary>
public sealed class SendMessageTests
{
    public static TheoryData<DatabaseKind> Kinds => Module.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Message_SentTwiceWithAKey_IsMadeOnce(DatabaseKind kind)
    {
        await using var module = await Module.StartAsync(kind);
        await module.SetUpAsync();
        var member = module.NewMember();
        await module.SetContactAsync(member, "ann@example.org");
        var first = await module.Messages.SendMessage(Given.Announcement(member, "sale-1"), Call.Aster);
        var again = await module.Messages.SendMessage(Given.Announcement(member, "sale-1"), Call.Aster);

        Assert.Equal(2, first.Deliveries.Count);
        Assert.Equal(first.Deliveries.Order(), again.Deliveries.Order());
        var listed = await module.DeliveriesAsync();
        Assert.Equal(
            [(MessageChannel.Inbox, DeliveryState.Sent), (MessageChannel.Email, DeliveryState.Waiting)],
            listed.OrderBy(d => d.Channel).Select(d => (d.Channel, d.State)));
        var inbox = listed.Single(d => d.Channel == MessageChannel.Inbox);
        Assert.Equal(("sale-1", "Sale", ""), (inbox.Key, inbox.Subject, inbox.Text));
        async Task<int> CountAsync(MessageKind of, MessageChannel on) => (await module.Messages.ListDeliveries(
            new() { Parent = "partners/aster", Kind = of, Channel = on }, Call.Aster)).Deliveries.Count;
        Assert.Equal(1, await CountAsync(MessageKind.Announcement, MessageChannel.Email));
        Assert.Equal(2, await CountAsync(MessageKind.Announcement, MessageChannel.Unspecified));
        Assert.Equal(0, await CountAsync(MessageKind.Security, MessageChannel.Unspecified));
        Assert.Equal(0, await CountAsync(MessageKind.Unspecified, MessageChannel.Sms));
        var whole = (await module.Messages.GetDelivery(new() { Name = inbox.Name }, Call.Aster)).Delivery;
        Assert.Equal("Everything at half price.", whole.Text);
        Assert.Equal(EvidenceLevel.Accepted, whole.Evidence.Single().Level);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Message_SentByManyAtOnce_IsMadeOnce(DatabaseKind kind)
    {
        await using var module = await Module.StartAsync(kind);
        await module.SetUpAsync();
        var member = module.NewMember();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => module.Another().SendMessage(
            Given.Announcement(member, "sale-1"), Call.Aster)));
        Assert.Single(answers.SelectMany(a => a.Deliveries).Distinct());
        Assert.Single(await module.DeliveriesAsync());
    }

    [Fact]
    public async Task Key_OfAnotherMessage_IsRefused()
    {
        await using var module = await Module.StartAsync();
        await module.SetUpAsync();
        var (ann, bob) = (module.NewMember(), module.NewMember());
        await module.Messages.SendMessage(Given.Announcement(ann, "sale-1"), Call.Aster);
        foreach (var other in new[] { Given.Announcement(ann, "sale-1", "Or not."), Given.Announcement(bob, "sale-1") })
            Assert.Equal(
                ErrorReason.MessageKeyReused,
                await Refusals.ReasonAsync(module.Messages.SendMessage(other, Call.Aster)));
        // Another brand's keys are its own; so is what differs in case.
        await module.SetUpAsync(brand: "birch");
        var atBirch = Given.Announcement(module.NewMember("birch"), "sale-1");
        atBirch.Parent = "partners/birch";
        Assert.Single((await module.Messages.SendMessage(atBirch, Call.Birch)).Deliveries);
        Assert.Single((await module.Messages.SendMessage(Given.Announcement(bob, "Sale-1"), Call.Aster)).Deliveries);
    }

    [Fact]
    public async Task Message_OfABrandWithoutSettings_IsRefused()
    {
        await using var module = await Module.StartAsync();
        var member = module.NewMember();
        Assert.Equal(
            ErrorReason.MessagesNotSetUp,
            await Refusals.ReasonAsync(module.Messages.SendMessage(Given.Announcement(member, "a"), Call.Aster)));
        await module.SetUpAsync();
        Assert.Equal(
            ErrorReason.NotYours,
            await Refusals.ReasonAsync(module.Messages.SendMessage(Given.Announcement(member, "a"), Call.Birch)));
        Assert.Equal(
            ErrorReason.MemberNotFound,
            await Refusals.ReasonAsync(module.Messages.SendMessage(
                Given.Announcement("members/" + Given.NewId(), "a"), Call.Aster)));
        module.Known[member].MerchantLinked = false;
        Assert.Equal(
            ErrorReason.NotLinked,
            await Refusals.ReasonAsync(module.Messages.SendMessage(Given.Announcement(member, "a"), Call.Aster)));
        module.Known[member].MemberClosed = true;
        Assert.Equal(
            ErrorReason.MemberClosed,
            await Refusals.ReasonAsync(module.Messages.SendMessage(Given.Announcement(member, "a"), Call.Aster)));
        await module.SuspendAsync();
        Assert.Equal(
            ErrorReason.PartnerSuspended,
            await Refusals.ReasonAsync(module.Messages.SendMessage(Given.Announcement(member, "a"), Call.Aster)));
    }

    [Fact]
    public async Task Message_OfBadForm_NamesEachField()
    {
        await using var module = await Module.StartAsync();
        await module.SetUpAsync();
        var bad = Given.Announcement("members/1", " a", "\u0007", MessageKind.CoinsChanged);
        bad.RequestId = "x";
        bad.Texts[0].Language = "fr";
        bad.Texts[0].Title = "two\nlines";
        Assert.Equal(
            ["request_id", "member", "key", "kind", "texts[0].language", "texts[0].title", "texts[0].text"],
            await Refusals.FieldsAsync(module.Messages.SendMessage(bad, Call.Aster)));
        var twice = Given.Announcement(module.NewMember(), "a");
        twice.Texts.Add(twice.Texts[0]);
        Assert.Equal(["texts"], await Refusals.FieldsAsync(module.Messages.SendMessage(twice, Call.Aster)));
    }

    [Theory]
    [InlineData(MessageKind.Announcement, MessageChannel.Email, MessageChoice.None, 1)]
    [InlineData(MessageKind.Announcement, MessageChannel.Inbox, MessageChoice.None, 1)]
    [InlineData(MessageKind.Security, MessageChannel.Email, MessageChoice.None, 1)]
    [InlineData(MessageKind.Security, MessageChannel.Email, MessageChoice.Each, 2)]
    public async Task Member_WhoOptsOut_GetsTheRest(
        MessageKind kind, MessageChannel channel, MessageChoice choice, int deliveries)
    {
        await using var module = await Module.StartAsync();
        await module.SetUpAsync();
        var member = module.NewMember();
        await module.SetContactAsync(member, "ann@example.org");
        await module.Messages.SetMessagePreferences(Given.Wish(member, kind, channel, choice), Call.Aster);
        var sent = await module.Messages.SendMessage(Given.Announcement(member, "a", kind: kind), Call.Aster);
        Assert.Equal(deliveries, sent.Deliveries.Count);
    }

    [Theory]
    [InlineData(MessageKind.Security, MessageChannel.Inbox, MessageChoice.None)]
    [InlineData(MessageKind.CoinsExpiring, MessageChannel.Inbox, MessageChoice.None)]
    [InlineData(MessageKind.Security, MessageChannel.Email, MessageChoice.Daily)]
    [InlineData(MessageKind.Announcement, MessageChannel.Inbox, MessageChoice.Daily)]
    [InlineData(MessageKind.Digest, MessageChannel.Email, MessageChoice.Each)]
    [InlineData(MessageKind.Announcement, MessageChannel.Unspecified, MessageChoice.Each)]
    [InlineData(MessageKind.Announcement, MessageChannel.Email, MessageChoice.Unspecified)]
    public async Task Choice_ThatThereIsNot_IsRefused(MessageKind kind, MessageChannel channel, MessageChoice choice)
    {
        await using var module = await Module.StartAsync();
        Assert.Equal(
            ["preferences.preferences[0]"],
            await Refusals.FieldsAsync(module.Messages.SetMessagePreferences(
                Given.Wish(module.NewMember(), kind, channel, choice), Call.Aster)));
    }

    /// <summary>Two nodes may make messages at one microsecond.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Inbox_OfOneInstant_IsListedWhole(DatabaseKind kind)
    {
        await using var module = await Module.StartAsync(kind);
        await module.SetUpAsync();
        var ann = module.NewMember(out var id);
        for (var i = 0; i < 3; i++)
            await module.Messages.SendMessage(Given.Announcement(ann, $"a{i}", $"Number {i}"), Call.Aster);
        await module.WithDbAsync(
            db => db.Deliveries.ExecuteUpdateAsync(set => set.SetProperty(d => d.CreateTime, Given.Noon)));
        var request = new ListInboxRequest { Member = ResourceNames.Me, PageSize = 2 };
        var page = await module.Messages.ListInbox(request, Call.Member(id, "aster"));
        request.PageToken = page.NextPageToken;
        var rest = await module.Messages.ListInbox(request, Call.Member(id, "aster"));
        Assert.Equal(
            ["Number 0", "Number 1", "Number 2"], page.Messages.Concat(rest.Messages).Select(m => m.Text).Order());
    }

    /// <summary>Two nodes may make messages at one microsecond, on the same channel.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Deliveries_OfOneInstant_AreListedWhole(DatabaseKind kind)
    {
        await using var module = await Module.StartAsync(kind);
        await module.SetUpAsync();
        var ann = module.NewMember();
        for (var i = 0; i < 3; i++)
            await module.Messages.SendMessage(Given.Announcement(ann, $"a{i}", $"Number {i}"), Call.Aster);
        await module.WithDbAsync(
            db => db.Deliveries.ExecuteUpdateAsync(set => set.SetProperty(d => d.CreateTime, Given.Noon)));
        var request = new ListDeliveriesRequest { Parent = "partners/aster", PageSize = 1 };
        var listed = new List<string>();
        do
        {
            var page = await module.Messages.ListDeliveries(request, Call.Aster);
            listed.AddRange(page.Deliveries.Select(d => d.Name));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        var made = await module.WithDbAsync(db => db.Deliveries.Select(d => d.Id).ToListAsync());
        Assert.True(made.Count >= 3);
        Assert.Equal(made.Select(id => ResourceNames.Delivery("aster", id)).Order(), listed.Order());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Inbox_IsTheMembersAlone(DatabaseKind kind)
    {
        await using var module = await Module.StartAsync(kind);
        await module.SetUpAsync();
        var (ann, bob) = (module.NewMember(out var annId), module.NewMember(out var bobId));
        for (var i = 0; i < 3; i++)
        {
            module.Time.Now += TimeSpan.FromMinutes(1);
            await module.Messages.SendMessage(Given.Announcement(ann, $"a{i}", $"Number {i}"), Call.Aster);
        }
        var (annCall, bobCall) = (Call.Member(annId, "aster"), Call.Member(bobId, "aster"));
        var page = await module.Messages.ListInbox(new() { Member = ResourceNames.Me, PageSize = 2 }, annCall);
        Assert.Equal(["Number 2", "Number 1"], page.Messages.Select(m => m.Text));
        Assert.Equal(3, page.UnreadCount);
        var rest = await module.Messages.ListInbox(
            new() { Member = ResourceNames.Me, PageSize = 2, PageToken = page.NextPageToken }, annCall);
        Assert.Equal(["Number 0"], rest.Messages.Select(m => m.Text));
        Assert.Empty((await module.Messages.ListInbox(new() { Member = ResourceNames.Me }, bobCall)).Messages);
        Assert.Empty((await module.Messages.ListInbox(
            new() { Member = bob, Partner = "partners/aster" }, Call.Aster)).Messages);

        var names = page.Messages.Select(m => m.Name).ToList();
        Assert.Equal(
            ErrorReason.DeliveryNotFound,
            await Refusals.ReasonAsync(module.Messages.ReadInbox(Read(names[0]), bobCall)));
        // Signed in again, without having shown to be Aster's customer.
        Assert.Equal(
            ErrorReason.DeliveryNotFound,
            await Refusals.ReasonAsync(module.Messages.ReadInbox(Read(names[0]), Call.Member(annId, "birch"))));
        Assert.Equal(
            ErrorReason.BrandNotProven,
            await Refusals.ReasonAsync(module.Messages.ListInbox(
                new() { Member = ResourceNames.Me, Partner = "partners/aster" }, Call.Member(annId, "birch"))));
        await module.Messages.ReadInbox(Read([.. names]), annCall);
        var read = await module.Messages.ListInbox(new() { Member = ResourceNames.Me, Unread = true }, annCall);
        Assert.Equal((1, 1), (read.Messages.Count, read.UnreadCount));
        var first = (await module.Messages.GetDelivery(new() { Name = names[0] }, Call.Aster)).Delivery;
        Assert.Equal([EvidenceLevel.Accepted, EvidenceLevel.Read], first.Evidence.Select(e => e.Level));
    }

    [Fact]
    public async Task Member_ChoosesForItself()
    {
        await using var module = await Module.StartAsync();
        await module.SetUpAsync();
        var member = module.NewMember(out var id);
        var wish = Given.Wish(
            ResourceNames.Me, MessageKind.Announcement, MessageChannel.Email, MessageChoice.None, "zh-CN");
        await module.Messages.SetMessagePreferences(wish, Call.Member(id, "aster"));
        Assert.Equal(
            wish.Preferences,
            (await module.Messages.GetMessagePreferences(
                new() { Parent = "partners/aster", Member = member }, Call.Aster)).Preferences);
        wish.RequestId = Given.NewId();
        Assert.Equal(
            ErrorReason.BrandNotProven,
            await Refusals.ReasonAsync(module.Messages.SetMessagePreferences(wish, Call.Member(id, "birch"))));
        wish.Member = member;
        Assert.Equal(
            ErrorReason.MemberNotFound,
            await Refusals.ReasonAsync(module.Messages.SetMessagePreferences(wish, Call.Member(id, "aster"))));
    }

    [Fact]
    public async Task Contact_IsKeptSealedAndCanBeErased()
    {
        await using var module = await Module.StartAsync();
        var member = module.NewMember();
        await module.SetContactAsync(member, "ann@example.org", "+8613800138000");
        var row = await module.WithDbAsync(db => Task.FromResult(db.Recipients.Single()));
        Assert.DoesNotContain("ann@", System.Text.Encoding.UTF8.GetString(row.Contact ?? []), StringComparison.Ordinal);
        var contact = (await module.Messages.GetContact(new() { Member = member }, Call.Aster)).Contact;
        Assert.Equal(("ann@example.org", "+8613800138000"), (contact.Email, contact.Phone));
        Assert.Equal(
            ErrorReason.MemberNotFound,
            await Refusals.ReasonAsync(module.Messages.GetContact(
                new() { Member = "members/" + Given.NewId() }, Call.Birch)));
        // Also of one who is closed.
        module.Known[member].MemberClosed = true;
        await module.SetContactAsync(member);
        Assert.Equal(
            new MemberContact(), (await module.Messages.GetContact(new() { Member = member }, Call.Aster)).Contact);
        row = await module.WithDbAsync(db => Task.FromResult(db.Recipients.Single()));
        Assert.Equal((null, false, false), (row.Contact, row.HasEmail, row.HasPhone));
    }

    [Theory]
    [InlineData("ann@example.org", "", null)]
    [InlineData("", "+8613800138000", null)]
    [InlineData("Ann <ann@example.org>", "", "contact.email")]
    [InlineData("ann@example.org\r\nBcc: b@example.org", "", "contact.email")]
    [InlineData("ann@localhost", "", "contact.email")]
    [InlineData("", "13800138000", "contact.phone")]
    [InlineData("", "+86 138", "contact.phone")]
    public async Task Contact_OfBadForm_IsRefused(string email, string phone, string? field)
    {
        await using var module = await Module.StartAsync();
        var setting = module.SetContactAsync(module.NewMember(), email, phone);
        if (field is null)
            await setting;
        else
            Assert.Equal([field], await Refusals.FieldsAsync(setting));
    }

    [Fact]
    public async Task Template_Published_IsUsedUntilItIsWithdrawn()
    {
        await using var module = await Module.StartAsync();
        await module.SetUpAsync();
        var member = module.NewMember();
        var published = await module.Messages.PublishMessageTemplate(Template("{{ brand }}: {{ title }}"), Call.Aster);
        Assert.Equal("[brand]: [title]", published.SampleSubject);
        await module.Messages.SendMessage(Given.Announcement(member, "a"), Call.Aster);
        await module.Messages.WithdrawMessageTemplate(Withdrawal(), Call.Aster);
        module.Time.Now += TimeSpan.FromMinutes(1);
        await module.Messages.SendMessage(Given.Announcement(member, "b"), Call.Aster);
        Assert.Equal(["Sale", "Aster: Sale"], (await module.DeliveriesAsync()).Select(d => d.Subject));
        Assert.Equal(
            ErrorReason.MessageTemplateNotFound,
            await Refusals.ReasonAsync(module.Messages.WithdrawMessageTemplate(Withdrawal(), Call.Aster)));
        Assert.Equal(
            ["template.subject"],
            await Refusals.FieldsAsync(module.Messages.PublishMessageTemplate(Template("{{ member }}"), Call.Aster)));
        var listed = await module.Messages.ListMessageTemplates(new() { Parent = "partners/aster" }, Call.Aster);
        Assert.Equal(16, listed.Templates.Count);
        Assert.All(listed.Templates, t => Assert.True(t.IsDefault && t.Fields.Count > 0));
    }

    private static PublishMessageTemplateRequest Template(string subject) => new()
    {
        RequestId = Given.NewId(),
        Parent = "partners/aster",
        Template = new MessageTemplate
        {
            Kind = MessageKind.Announcement,
            Language = "en",
            Subject = subject,
            Text = "{{ text }}",
        },
    };

    private static WithdrawMessageTemplateRequest Withdrawal() => new()
    {
        RequestId = Given.NewId(),
        Parent = "partners/aster",
        Kind = MessageKind.Announcement,
        Language = "en",
    };

    private static ReadInboxRequest Read(params string[] names) =>
        new() { RequestId = Given.NewId(), Member = ResourceNames.Me, Names = { names } };
}
