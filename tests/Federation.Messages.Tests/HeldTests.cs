using Federation.Hosting;
using Federation.Messages.Internal.V1;
using Federation.Messages.V1;
using Federation.Rewards.V1;
using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;

namespace Federation.Messages.Tests;

/// <summary>Who is told of a redemption that is held: the member, and whoever is at an address that was its lately.
/// </summary>
public sealed class HeldTests
{
    private const string Old = "ann@example.org";
    private const string New = "thief@example.org";

    public static TheoryData<DatabaseKind> Kinds => Module.Kinds;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task OldAddress_IsTold_Once(DatabaseKind kind)
    {
        await using var server = new MailServer();
        await using var module = await Module.StartAsync(kind, server.Options);
        await module.SetUpAsync();
        var member = module.NewMember(out var ann);
        await module.SetContactAsync(member, Old);
        await module.SetContactAsync(member, New);
        module.Log.AddHeld(Guid.CreateVersion7(), ann, 300);
        var nodes = Enumerable.Range(0, 3).Select(_ => module.NewFollower()).ToList();
        await Task.WhenAll(nodes.Select(async n => await n.StepAsync(Cancel)));
        await module.SendAllAsync();

        var mails = server.Received.Where(m => m.Subject == "Aster: a redemption is being checked").ToList();
        Assert.Equal([Old, New], mails.Select(m => m.To.ToString()).Order(StringComparer.Ordinal));
        Assert.All(mails, m => Assert.Contains(
            "\"A cup\" was redeemed for 300 ASTER.", m.TextBody, StringComparison.Ordinal));
        Assert.All(mails, m => Assert.Contains(
            $"{Given.Noon.AddDays(3):yyyy-MM-dd} at the latest", m.TextBody, StringComparison.Ordinal));
        var inbox = (await module.Messages.ListInbox(
            new() { Member = ResourceNames.Me }, Call.Member(ann, "aster"))).Messages;
        Assert.Single(inbox, m => m.Subject == "Aster: a redemption is being checked");
        // Nothing is left of the address where it was sent.
        Assert.Equal(0, await module.WithDbAsync(db => db.Deliveries.CountAsync(d => d.OldContact != null)));
        // Anew from the beginning of the log: no message is made again.
        await module.WithDbAsync(db => db.Cursors.ExecuteUpdateAsync(
            s => s.SetProperty(c => c.Position, 0)));
        await nodes[0].StepAsync(Cancel);
        await module.SendAllAsync();
        Assert.Equal(2, server.Received.Count(m => m.Subject == mails[0].Subject));
    }

    /// <summary>Whoever took the account over chooses nothing for the old address, and does not push it out.</summary>
    [Fact]
    public async Task OldAddress_IsTold_WhateverWasChosenSince()
    {
        await using var server = new MailServer();
        await using var module = await Module.StartAsync(options: server.Options);
        await module.SetUpAsync();
        var member = module.NewMember(out var ann);
        await module.SetContactAsync(member, Old);
        for (var i = 0; i < 9; i++)
            await module.SetContactAsync(member, $"thief{i}@example.org");
        await module.Messages.SetMessagePreferences(
            new()
            {
                RequestId = Given.NewId(),
                Parent = "partners/aster",
                Member = member,
                Preferences = new()
                {
                    Language = "zh-CN",
                    Preferences =
                    {
                        new MessagePreference
                        {
                            Kind = MessageKind.Security,
                            Channel = MessageChannel.Email,
                            Choice = MessageChoice.None,
                        },
                    },
                },
            },
            Call.Aster);
        module.Log.AddHeld(Guid.CreateVersion7(), ann, 300);
        // What is not held, and one that was decided, is told to nobody.
        module.Log.AddHeld(Guid.CreateVersion7(), ann, 300, RedemptionState.Pending);
        await module.NewFollower().StepAsync(Cancel);
        await module.SendAllAsync();
        var mails = server.Received
            .Where(m => m.Subject?.EndsWith("：一笔兑换正在核查", StringComparison.Ordinal) == true).ToList();
        Assert.Equal(ReplacedContacts.Most, mails.Count);
        Assert.Contains("300 ASTER 兑换了“一只杯子”", mails.Single(m => m.To.ToString() == Old).TextBody,
            StringComparison.Ordinal);
    }

    /// <summary>A first address, the same again and one more replace none; deleting leaves the time alone.</summary>
    [Theory]
    [InlineData("a@x.org", "", "a@x.org", "", false, 0)]
    [InlineData("", "", "a@x.org", "", false, 0)]
    [InlineData("a@x.org", "", "a@x.org", "+8613800138000", false, 0)]
    [InlineData("a@x.org", "", "b@x.org", "", true, 1)]
    [InlineData("a@x.org", "+8613800138000", "a@x.org", "", true, 1)]
    [InlineData("a@x.org", "+8613800138000", "b@x.org", "+8613800138001", true, 1)]
    [InlineData("a@x.org", "", "", "", true, 0)]
    public async Task Change_IsKept_WhereAnAddressWasReplaced(
        string email, string phone, string newEmail, string newPhone, bool changed, int kept)
    {
        await using var module = await Module.StartAsync();
        var member = module.NewMember();
        await module.SetContactAsync(member, email, phone);
        Assert.Null(await ChangeTimeAsync(module, member));
        await module.SetContactAsync(member, newEmail, newPhone);
        Assert.Equal(changed ? module.Time.Now.ToTimestamp() : null, await ChangeTimeAsync(module, member));
        var row = await RowAsync(module);
        Assert.Equal(kept, module.Of<ContactSeal>().OpenKept(row).Contacts.Count);
        Assert.DoesNotContain(
            "a@x", System.Text.Encoding.UTF8.GetString(row.KeptContacts ?? []), StringComparison.Ordinal);
        // Whoever deletes an address and sets another one has changed it.
        await module.SetContactAsync(member, "c@x.org");
        Assert.Equal(
            changed || newEmail.Length > 0, await ChangeTimeAsync(module, member) is not null);
    }

    /// <summary>Each address is wiped 30 days after it was replaced, and so is when that was.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task OldAddress_After30Days_IsWiped(DatabaseKind kind)
    {
        await using var module = await Module.StartAsync(kind);
        var member = module.NewMember();
        await module.SetContactAsync(member, Old);
        await module.SetContactAsync(member, "b@example.org");
        module.Time.Now += TimeSpan.FromDays(10);
        await module.SetContactAsync(member, "c@example.org");
        module.Time.Now += TimeSpan.FromDays(20) - TimeSpan.FromSeconds(1);
        Assert.Equal((0, 2), (await module.WipeAsync(), await KeptAsync(module)));
        module.Time.Now += TimeSpan.FromSeconds(1);
        Assert.Equal((1, 1), (await module.WipeAsync(), await KeptAsync(module)));
        Assert.NotNull(await ChangeTimeAsync(module, member));
        module.Time.Now += TimeSpan.FromDays(10);
        Assert.Equal((1, 0), (await module.WipeAsync(), await KeptAsync(module)));
        Assert.Null(await ChangeTimeAsync(module, member));
        var row = await RowAsync(module);
        Assert.Equal((null, null, null), (row.KeptContacts, row.WipeTime, row.ContactChangeTime));
        Assert.Equal(0, await module.WipeAsync());
    }

    private static async Task<int> KeptAsync(Module module) =>
        module.Of<ContactSeal>().OpenKept(await RowAsync(module)).Contacts.Count;

    private static Task<RecipientRow> RowAsync(Module module) =>
        module.WithDbAsync(db => db.Recipients.AsNoTracking().SingleAsync(Cancel));

    private static async Task<Timestamp?> ChangeTimeAsync(Module module, string member) =>
        (await module.WithDbAsync(db => new ContactChangeService(db).GetContactChange(
            new GetContactChangeRequest { Partner = "partners/aster", Member = member }, Call.Aster))).ChangeTime;
}
