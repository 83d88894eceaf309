using System.Diagnostics;
using Federation.Client;
using Federation.Messages.Tests;
using Federation.Messages.V1;
using Federation.Testing;
using DatabaseKind = Federation.Hosting.DatabaseKind;

namespace Federation.Scenarios;

/// <summary>Deployments that send mails to a server of the test, and members who have an address.</summary>
internal static class Mails
{
    public const string Parent = "partners/aster";

    /// <summary>Two nodes on a database that can be shared; else one.</summary>
    public static async Task<Alliance> StartAsync(DatabaseKind kind, int port)
    {
        var settings = new Dictionary<string, string>
        {
            ["Messages__Smtp__Host"] = "127.0.0.1",
            ["Messages__Smtp__Port"] = $"{port}",
            ["Messages__Smtp__From"] = "no-reply@alliance.example",
            ["Messages__SendingLease"] = "00:00:10",
            ["Sweeps__Interval"] = "00:00:01",
        };
        var database = await Deployment.NewDatabaseAsync(kind);
        return new(TestDatabase.SharedKinds.Contains(kind)
            ? await Deployment.NodesAsync(2, database, settings)
            : await Deployment.OnAsync(database, settings));
    }

    /// <summary>Members of Aster, which has settings of messages; their addresses by their names.</summary>
    /// <param name="aster">The brand.</param>
    /// <param name="count">How many.</param>
    /// <param name="mailed">The kinds that are sent by e-mail beside those that are anyway.</param>
    public static async Task<Dictionary<string, string>> GivenMembersAsync(
        FederationClient aster, int count, params MessageKind[] mailed)
    {
        await aster.Messages.SetMessageSettingsAsync(new()
        {
            RequestId = RequestIds.New(),
            Parent = Parent,
            // At whatever hour the test runs.
            Settings = new()
            {
                TimeZone = "UTC",
                Language = "en",
                QuietFromMinute = 0,
                QuietUntilMinute = 0,
                Channels =
                {
                    mailed.Select(k => new KindChannels { Kind = k, Channels = { MessageChannel.Email } }),
                },
            },
        });
        var addresses = new Dictionary<string, string>();
        for (var i = 0; i < count; i++)
        {
            var member = await Alliance.GivenMemberAsync(aster, $"member{i}");
            addresses[member] = $"member{i}@example.org";
            await aster.Messages.SetContactAsync(new()
            {
                RequestId = RequestIds.New(),
                Member = member,
                Contact = new() { Email = addresses[member] },
            });
        }
        return addresses;
    }

    /// <summary>Sends a member an announcement: its mail comes behind all that was made before.</summary>
    public static async Task SendLastAsync(FederationClient aster, string member) =>
        await aster.Messages.SendMessageAsync(new SendMessageRequest
        {
            RequestId = RequestIds.New(),
            Parent = Parent,
            Member = member,
            Key = "last-" + member[^12..],
            Kind = MessageKind.Announcement,
            Texts = { new MessageText { Language = "en", Title = "Sale", Text = "The last one." } },
        });

    /// <summary>Waits for so many mails, each message once.</summary>
    public static async Task AwaitAsync(MailServer mails, int count)
    {
        var watch = Stopwatch.StartNew();
        while (mails.Received.DistinctBy(m => m.MessageId).Count() < count)
        {
            Assert.True(
                watch.Elapsed < TimeSpan.FromMinutes(1),
                $"{mails.Received.Count} of {count} mails: "
                + string.Join(" | ", mails.Received.Select(m => m.TextBody)));
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Whom a text was sent to, each message once.</summary>
    public static List<string> AddresseesOf(MailServer mails, string beginning) =>
        [.. mails.Received.DistinctBy(m => m.MessageId)
            .Where(m => m.TextBody is { } text && text.StartsWith(beginning, StringComparison.Ordinal))
            .Select(m => m.To.Mailboxes.Single().Address)];
}
