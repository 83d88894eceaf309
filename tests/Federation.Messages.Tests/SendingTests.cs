using Federation.Hosting;
using Federation.Messages.V1;
using Microsoft.EntityFrameworkCore;
using SmtpServer.Protocol;

namespace Federation.Messages.Tests;

/// <summary>Sending against a real mail server and a real gateway: in order, once where all goes well, and again
/// where it does not.</summary>
public sealed class SendingTests
{
    private static readonly (MessageKind, MessageChannel[]) ToSms =
        (MessageKind.Announcement, [MessageChannel.Sms]);

    public static TheoryData<DatabaseKind> Kinds => Module.Kinds;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Mail_IsSentInTheBrandsName_AndItsEvidenceKept(DatabaseKind kind)
    {
        await using var server = new MailServer();
        await using var module = await Module.StartAsync(kind, server.Options);
        await module.SetUpAsync();
        var member = module.NewMember();
        await module.SetContactAsync(member, "ann@example.org");
        await module.Messages.SendMessage(
            Given.Announcement(member, "a", "Half <b>price</b>\n{{ brand }}"), Call.Aster);
        await module.SendAllAsync();

        var mail = Assert.Single(server.Received);
        Assert.Equal("\"Aster\" <no-reply@alliance.example>", mail.From.ToString());
        Assert.Equal("ann@example.org", mail.To.ToString());
        Assert.Equal("Half <b>price</b>\n{{ brand }}", TextOf(mail).ReplaceLineEndings("\n"));
        Assert.Contains("Half &lt;b&gt;price&lt;/b&gt;<br>", mail.HtmlBody, StringComparison.Ordinal);
        var sent = (await module.DeliveriesAsync()).Single(d => d.Channel == MessageChannel.Email);
        Assert.Equal((DeliveryState.Sent, 1), (sent.State, sent.Attempts));
        var evidence = Assert.Single(sent.Evidence);
        Assert.Equal((EvidenceLevel.Accepted, 32), (evidence.Level, evidence.AnswerDigest.Length));
    }

    [Fact]
    public async Task Mail_RefusedForNow_IsSentLater_AndForGood_IsGivenUp()
    {
        await using var server = new MailServer();
        await using var module = await Module.StartAsync(options: server.Options);
        await module.SetUpAsync();
        var member = module.NewMember();
        await module.SetContactAsync(member, "ann@example.org");
        server.Answer = new SmtpResponse(SmtpReplyCode.ServiceUnavailable, "later");
        await module.Messages.SendMessage(Given.Announcement(member, "a"), Call.Aster);
        await module.SendAllAsync();
        var waiting = await MailOfAsync(module, "a");
        Assert.Equal((DeliveryState.Waiting, 1), (waiting.State, waiting.Attempts));
        Assert.Contains("did not take it", waiting.Problem, StringComparison.Ordinal);

        server.Answer = SmtpResponse.Ok;
        module.Time.Now += TimeSpan.FromSeconds(11);
        await module.SendAllAsync();
        Assert.Equal(DeliveryState.Sent, (await MailOfAsync(module, "a")).State);
        Assert.Single(server.Received);

        server.Answer = new SmtpResponse(SmtpReplyCode.MailboxUnavailable, "ann@example.org is unknown");
        await module.Messages.SendMessage(Given.Announcement(member, "b"), Call.Aster);
        await module.SendAllAsync();
        var failed = await MailOfAsync(module, "b");
        Assert.Equal(DeliveryState.Failed, failed.State);
        Assert.DoesNotContain("ann@", failed.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain("ann@", Assert.Single(module.Events.Of("MessageGivenUp")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mail_ToAMemberWhoseAddressWasErased_IsGivenUp()
    {
        await using var server = new MailServer();
        await using var module = await Module.StartAsync(options: server.Options);
        await module.SetUpAsync();
        var member = module.NewMember();
        await module.SetContactAsync(member, "ann@example.org");
        await module.Messages.SendMessage(Given.Announcement(member, "a"), Call.Aster);
        await module.SetContactAsync(member);
        await module.SendAllAsync();
        Assert.Equal(DeliveryState.Failed, (await MailOfAsync(module, "a")).State);
        Assert.Empty(server.Received);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Sender_KilledAfterTheServerTookAMail_LeavesItToAnother(DatabaseKind kind)
    {
        await using var server = new MailServer();
        await using var module = await Module.StartAsync(kind, server.Options);
        await module.SetUpAsync();
        var member = module.NewMember();
        await module.SetContactAsync(member, "ann@example.org");
        await module.Messages.SendMessage(Given.Announcement(member, "a"), Call.Aster);
        using var killed = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        server.OnReceived = killed.Cancel;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => module.NewSender().StepAsync(killed.Token));
        Assert.Single(server.Received);
        server.OnReceived = () => { };

        // Its lease holds still.
        await module.SendAllAsync();
        Assert.Single(server.Received);
        module.Time.Now += new MessagesOptions().SendingLease;
        await module.SendAllAsync();
        Assert.Equal(2, server.Received.Count);
        // A reader can tell that it is the same.
        Assert.Single(server.Received.Select(m => m.MessageId).Distinct());
        var sent = await MailOfAsync(module, "a");
        Assert.Equal((DeliveryState.Sent, 2), (sent.State, sent.Attempts));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Senders_OfTwoNodes_SendEachMessageOnceAndInOrder(DatabaseKind kind)
    {
        await using var gateway = await GatewayServer.StartAsync();
        await using var module = await Module.StartAsync(kind, new MessagesOptions { AllowPrivateGateways = true });
        await module.SetUpGatewayAsync(gateway);
        var members = Enumerable.Range(0, 5).Select(_ => module.NewMember()).ToList();
        foreach (var member in members)
            await module.SetContactAsync(member, phone: "+8613800138000");
        for (var i = 0; i < 6; i++)
            foreach (var member in members)
            {
                module.Time.Now += TimeSpan.FromSeconds(1);
                await module.Messages.SendMessage(Given.Announcement(member, $"{member} {i}"[8..], $"{i}"), Call.Aster);
            }
        await Task.WhenAll(module.SendAllAsync(), module.SendAllAsync(), module.SendAllAsync());
        await module.SendAllAsync();

        Assert.Equal(30, gateway.Received.Count);
        Assert.Equal(30, gateway.Received.Select(r => r.Id).Distinct().Count());
        foreach (var member in members)
            Assert.Equal(
                ["0", "1", "2", "3", "4", "5"],
                gateway.Received.Where(r => r.Data.GetProperty("member").GetString() == member)
                    .Select(r => r.Data.GetProperty("text").GetString()));
        Assert.All(
            (await module.DeliveriesAsync()).Where(d => d.Channel == MessageChannel.Sms),
            d => Assert.Equal((DeliveryState.Sent, 1), (d.State, d.Attempts)));
    }

    [Fact]
    public async Task Gateway_DownForTwoDays_GetsAllInOrderAfterwards()
    {
        await using var gateway = await GatewayServer.StartAsync();
        await using var module = await Module.StartAsync(options: new MessagesOptions { AllowPrivateGateways = true });
        await module.SetUpGatewayAsync(gateway);
        var member = module.NewMember();
        await module.SetContactAsync(member, phone: "+8613800138000");
        var tries = 0;
        gateway.Answer = context =>
        {
            tries++;
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        };
        var (from, made) = (module.Time.Now, 0);
        while (module.Time.Now < from.AddDays(2))
        {
            if (made < 4)
                await module.Messages.SendMessage(Given.Announcement(member, $"{made}", $"{made++}"), Call.Aster);
            await module.SendAllAsync();
            module.Time.Now += TimeSpan.FromMinutes(10);
        }
        Assert.Empty(gateway.Received);
        // The first of them alone is tried, more and more seldom.
        Assert.InRange(tries, 10, 30);

        gateway.Answer = _ => Task.CompletedTask;
        module.Time.Now += TimeSpan.FromHours(4);
        await module.SendAllAsync();
        Assert.Equal(
            ["0", "1", "2", "3"], gateway.Received.Select(r => r.Data.GetProperty("text").GetString()));
    }

    [Fact]
    public async Task Gateway_ThatIsDown_KeepsNoOtherBrandWaiting()
    {
        await using var down = await GatewayServer.StartAsync();
        await using var up = await GatewayServer.StartAsync();
        await using var module = await Module.StartAsync(options: new MessagesOptions { AllowPrivateGateways = true });
        await module.SetUpGatewayAsync(down, MessageChannel.Push);
        await module.SetUpGatewayAsync(up, MessageChannel.Push, "birch");
        var tries = 0;
        down.Answer = context =>
        {
            Interlocked.Increment(ref tries);
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        };
        for (var i = 0; i < 150; i++)
            await module.Messages.SendMessage(Given.Announcement(module.NewMember(), $"{i}"), Call.Aster);
        module.Time.Now += TimeSpan.FromSeconds(1);
        var atBirch = Given.Announcement(module.NewMember("birch"), "a");
        atBirch.Parent = "partners/birch";
        await module.Messages.SendMessage(atBirch, Call.Birch);
        await module.SendAllAsync();

        Assert.Single(up.Received);
        // As many as are sent at once may have begun before the third failure.
        Assert.InRange(tries, 3, 3 + 8);
        down.Answer = _ => Task.CompletedTask;
        module.Time.Now += TimeSpan.FromMinutes(1);
        await module.SendAllAsync();
        Assert.Equal(150, down.Received.Count);
    }

    [Fact]
    public async Task Gateway_DownForMoreThanThreeDays_LosesTheMessage_WhichSaysSo()
    {
        await using var gateway = await GatewayServer.StartAsync();
        await using var module = await Module.StartAsync(options: new MessagesOptions { AllowPrivateGateways = true });
        await module.SetUpGatewayAsync(gateway);
        var member = module.NewMember();
        await module.SetContactAsync(member, phone: "+8613800138000");
        gateway.Answer = context =>
        {
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        };
        await module.Messages.SendMessage(Given.Announcement(member, "a"), Call.Aster);
        for (var hour = 0; hour <= 77; hour++)
        {
            await module.SendAllAsync();
            module.Time.Now += TimeSpan.FromHours(1);
        }
        var failed = (await module.DeliveriesAsync()).Single(d => d.Channel == MessageChannel.Sms);
        Assert.Equal(DeliveryState.Failed, failed.State);
        Assert.Equal("the gateway answers 500, for three days", failed.Problem);
    }

    [Fact]
    public async Task Gateway_SignsAsStandardWebhooksSay_WithBothSecretsWhileTheyOverlap()
    {
        await using var gateway = await GatewayServer.StartAsync();
        await using var module = await Module.StartAsync(options: new MessagesOptions { AllowPrivateGateways = true });
        var set = await module.SetUpGatewayAsync(gateway);
        var member = module.NewMember();
        await module.SetContactAsync(member, phone: "+8613800138000");
        var rotated = await module.Messages.RotateMessageGateway(
            new RotateMessageGatewayRequest { RequestId = Given.NewId(), Name = set.Gateway.Name, OverlapHours = 2 },
            Call.Aster);
        Assert.NotEqual(set.Secret, rotated.Secret);
        await module.Messages.SendMessage(Given.Announcement(member, "a"), Call.Aster);
        await module.SendAllAsync();
        module.Time.Now += TimeSpan.FromHours(2);
        await module.Messages.SendMessage(Given.Announcement(member, "b"), Call.Aster);
        await module.SendAllAsync();

        var calls = gateway.Received.ToList();
        Assert.Equal(
            [(true, true), (false, true)],
            calls.Select(c => (c.IsSignedWith(set.Secret), c.IsSignedWith(rotated.Secret))));
        Assert.Equal("+8613800138000", calls[0].Data.GetProperty("phone").GetString());
        Assert.StartsWith("msg_", calls[0].Id, StringComparison.Ordinal);
        var listed = await module.Messages.ListMessageGateways(new() { Parent = "partners/aster" }, Call.Aster);
        Assert.DoesNotContain("whsec", listed.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secret_OfAGateway_IsInTheFirstAnswerAlone()
    {
        await using var module = await Module.StartAsync();
        var request = new SetMessageGatewayRequest
        {
            RequestId = Given.NewId(),
            Parent = "partners/aster",
            Channel = MessageChannel.Push,
            Address = "https://gateway.example.org/",
        };
        Assert.StartsWith(
            "whsec_", (await module.Messages.SetMessageGateway(request, Call.Aster)).Secret, StringComparison.Ordinal);
        var again = await module.Messages.SetMessageGateway(request, Call.Aster);
        Assert.Equal((true, ""), (again.Replayed, again.Secret));
        foreach (var address in new[] { "http://gateway.example.org/", "https://127.0.0.1/" })
        {
            var bad = request.Clone();
            (bad.RequestId, bad.Address) = (Given.NewId(), address);
            Assert.Equal(["address"], await Refusals.FieldsAsync(module.Messages.SetMessageGateway(bad, Call.Aster)));
        }
        Assert.Equal(
            Errors.V1.ErrorReason.MessageGatewayNotFound,
            await Refusals.ReasonAsync(module.Messages.RemoveMessageGateway(
                new() { RequestId = Given.NewId(), Name = "partners/aster/messageGateways/push" }, Call.Birch)));
    }

    [Fact]
    public async Task Gateway_WhoseNameLeadsInside_GetsNothing()
    {
        await using var gateway = await GatewayServer.StartAsync();
        using var connections = new GatewayConnections(
            allowPrivate: false, (_, _) => Task.FromResult(new[] { System.Net.IPAddress.Loopback }));
        await using var module = await Module.StartAsync(connections: connections);
        await module.SetUpAsync(Given.Settings(ToSms));
        await module.Messages.SetMessageGateway(
            new SetMessageGatewayRequest
            {
                RequestId = Given.NewId(),
                Parent = "partners/aster",
                Channel = MessageChannel.Sms,
                Address = $"https://rebound.example.org:{new Uri(gateway.Address).Port}/",
            },
            Call.Aster);
        var member = module.NewMember();
        await module.SetContactAsync(member, phone: "+8613800138000");
        await module.Messages.SendMessage(Given.Announcement(member, "a"), Call.Aster);
        await module.SendAllAsync();
        var waiting = (await module.DeliveriesAsync()).Single(d => d.Channel == MessageChannel.Sms);
        Assert.Equal(DeliveryState.Waiting, waiting.State);
        Assert.Contains("not public", waiting.Problem, StringComparison.Ordinal);
        Assert.Empty(gateway.Received);
    }

    [Fact]
    public async Task Report_OfAGateway_IsEvidence()
    {
        await using var gateway = await GatewayServer.StartAsync();
        await using var module = await Module.StartAsync(options: new MessagesOptions { AllowPrivateGateways = true });
        await module.SetUpGatewayAsync(gateway);
        var member = module.NewMember();
        await module.SetContactAsync(member, phone: "+8613800138000");
        await module.Messages.SendMessage(Given.Announcement(member, "a"), Call.Aster);
        await module.SendAllAsync();
        var name = gateway.Received.Single().Data.GetProperty("delivery").GetString() ?? "";
        var delivered = module.Time.Now;
        await module.Messages.ReportDelivery(Report(name, EvidenceLevel.Delivered), Call.Aster);
        module.Time.Now += TimeSpan.FromMinutes(1);
        await module.Messages.ReportDelivery(Report(name, EvidenceLevel.Delivered), Call.Aster);
        var answer = await module.Messages.ReportDelivery(Report(name, EvidenceLevel.Read), Call.Aster);
        Assert.Equal(
            [
                (EvidenceLevel.Accepted, delivered), (EvidenceLevel.Delivered, delivered),
                (EvidenceLevel.Read, module.Time.Now),
            ],
            answer.Evidence.Select(e => (e.Level, e.Time.ToDateTimeOffset())));
        // Another brand's, an inbox's, and none.
        var inbox = (await module.DeliveriesAsync()).Single(d => d.Channel == MessageChannel.Inbox).Name;
        foreach (var (call, other) in new[]
        {
            (Call.Birch, name), (Call.Aster, inbox), (Call.Aster, "partners/aster/deliveries/" + Given.NewId()),
        })
            Assert.Equal(
                Errors.V1.ErrorReason.DeliveryNotFound,
                await Refusals.ReasonAsync(module.Messages.ReportDelivery(Report(other, EvidenceLevel.Read), call)));
        Assert.Equal(
            ["level"],
            await Refusals.FieldsAsync(module.Messages.ReportDelivery(
                Report(name, EvidenceLevel.Accepted), Call.Aster)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Digest_HasTheMessagesOfADay_Once(DatabaseKind kind)
    {
        await using var server = new MailServer();
        await using var module = await Module.StartAsync(kind, server.Options);
        await module.SetUpAsync();
        var member = module.NewMember();
        await module.SetContactAsync(member, "ann@example.org");
        await module.Messages.SetMessagePreferences(
            Given.Wish(member, MessageKind.Announcement, MessageChannel.Email, MessageChoice.Daily), Call.Aster);
        foreach (var key in new[] { "a", "b" })
        {
            await module.Messages.SendMessage(Given.Announcement(member, key, $"Text {key}"), Call.Aster);
            module.Time.Now += TimeSpan.FromMinutes(1);
        }
        await SweepAsync(module);
        await module.SendAllAsync();
        Assert.Empty(server.Received);

        module.Time.Now = Given.Noon.AddHours(21);
        await SweepAsync(module);
        await SweepAsync(module);
        await module.SendAllAsync();
        var mail = Assert.Single(server.Received);
        Assert.Equal("Aster: 2 messages", mail.Subject);
        Assert.Equal(
            "Sale\nText a\n\nSale\nText b", TextOf(mail).ReplaceLineEndings("\n").Trim());
        var parts = (await module.DeliveriesAsync()).Where(d => d.State == DeliveryState.Digested).ToList();
        var digest = (await module.DeliveriesAsync()).Single(d => d.Kind == MessageKind.Digest);
        Assert.Equal([digest.Name, digest.Name], parts.Select(p => p.Digest));
    }

    [Fact]
    public async Task Security_OvertakesWhatWaits()
    {
        await using var server = new MailServer();
        await using var module = await Module.StartAsync(options: server.Options);
        await module.SetUpAsync();
        var member = module.NewMember();
        await module.SetContactAsync(member, "ann@example.org");
        module.Time.Now = Given.Noon.AddHours(10);
        await module.Messages.SendMessage(Given.Announcement(member, "a"), Call.Aster);
        module.Time.Now += TimeSpan.FromMinutes(1);
        await module.Messages.SendMessage(
            Given.Announcement(member, "b", "A new device", MessageKind.Security), Call.Aster);
        await module.SendAllAsync();
        Assert.Equal("A new device", TextOf(Assert.Single(server.Received)).Trim());
    }

    [Fact]
    public async Task Messages_KeptLongEnough_AreDeleted()
    {
        await using var module = await Module.StartAsync();
        await module.SetUpAsync();
        await module.Messages.SendMessage(Given.Announcement(module.NewMember(), "a"), Call.Aster);
        module.Time.Now += TimeSpan.FromDays(399);
        await module.Messages.SendMessage(Given.Announcement(module.NewMember(), "b"), Call.Aster);
        Assert.Equal(0, await module.WithDbAsync(db => module.Of<MessageSweep>().StepAsync(db, Cancel)));
        module.Time.Now += TimeSpan.FromDays(2);
        Assert.Equal(1, await module.WithDbAsync(db => module.Of<MessageSweep>().StepAsync(db, Cancel)));
        Assert.Equal("b", Assert.Single(await module.DeliveriesAsync()).Key);
        Assert.Equal(1, await module.WithDbAsync(db => db.Deliveries.CountAsync(Cancel)));
    }

    private static async Task<Delivery> MailOfAsync(Module module, string key) =>
        (await module.DeliveriesAsync()).Single(d => d.Key == key && d.Channel == MessageChannel.Email);

    private static string TextOf(MimeKit.MimeMessage mail) => mail.TextBody ?? "";

    private static Task<int> SweepAsync(Module module) =>
        module.WithDbAsync(db => module.Of<DigestSweep>().StepAsync(db, Cancel));

    private static ReportDeliveryRequest Report(string name, EvidenceLevel level) =>
        new() { RequestId = Given.NewId(), Name = name, Level = level };
}
