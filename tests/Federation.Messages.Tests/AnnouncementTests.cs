using System.Globalization;
using System.Text.RegularExpressions;
using Federation.Ledger.Internal.V1;
using Federation.Messages.V1;

namespace Federation.Messages.Tests;

/// <summary>
/// Random months of a coin that ends only with notice: coins come, clocks jump, the brand's gateway and the ledger are
/// away, senders are killed. No coin ends unannounced, and none lives past its longest extension.
/// </summary>
public sealed partial class AnnouncementTests(ITestOutputHelper output)
{
    private const int Members = 4;
    private const int Steps = 60;
    private static readonly TimeSpan ShanghaiAhead = TimeSpan.FromHours(8);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(null)]
    public async Task Coins_EndOnlyAnnounced_WhateverFails(int? given)
    {
        var seed = given ?? Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        await using var gateway = await GatewayServer.StartAsync();
        await using var module = await Module.StartAsync(options: new MessagesOptions { AllowPrivateGateways = true });
        await module.SetUpGatewayAsync(gateway, MessageChannel.Wechat, kind: MessageKind.CoinsExpiring);
        var run = new Run(random, module, gateway);
        for (var step = 0; step < Steps; step++)
            await run.StepAsync(Math.Min(step, Steps - 20) % 20 < 12);
        await run.EndAsync();
        output.WriteLine($"{run.Ended} lots ended; {gateway.Received.Count} messages were taken");
        Assert.True(run.Ended > Members, "hardly any coin ended");
    }

    /// <summary>Reads "42 ASTER of yours expire on 2026-04-10".</summary>
    [GeneratedRegex(@"^(?<units>[0-9,]+) ASTER of yours expire on (?<date>[0-9-]{10})")]
    private static partial Regex Announced { get; }

    private sealed class Run
    {
        private readonly Random random;
        private readonly Module module;
        private readonly GatewayServer gateway;
        private readonly ModelLedger ledger;
        private readonly List<MemberId> members = [];
        private readonly Dictionary<string, DateTimeOffset> taken = new(StringComparer.Ordinal);
        private int checkedUntil;
        private int calls;

        public Run(Random random, Module module, GatewayServer gateway)
        {
            (this.random, this.module, this.gateway) = (random, module, gateway);
            ledger = new ModelLedger(random, () => module.Time.Now);
            module.OnNotice = Post;
            for (var i = 0; i < Members; i++)
            {
                module.NewMember(out var member);
                members.Add(member);
            }
        }

        public int Ended => ledger.Ended.Count;

        /// <summary>Something happens, then what runs by itself does.</summary>
        /// <param name="fails">Whether the gateway and the ledger may be away meanwhile.</param>
        /// <param name="earns">Whether members get coins.</param>
        public async Task StepAsync(bool fails, bool earns = true)
        {
            var down = fails && random.Next(3) == 0;
            gateway.Answer = context =>
            {
                context.Response.StatusCode = down || (fails && Interlocked.Increment(ref calls) % 4 == 0) ? 503 : 200;
                return Task.CompletedTask;
            };
            ledger.Failing = fails ? 30 : 0;
            for (var lots = earns ? random.Next(3) : 0; lots > 0; lots--)
                ledger.Lots.Add(new ModelLot(
                    members[random.Next(Members)], EndAfter(random.Next(45)), random.Next(1, 1000)));
            await LiveAsync(fails && random.Next(4) == 0);
            module.Time.Now += random.Next(5) switch
            {
                0 => TimeSpan.FromDays(random.Next(1, 40)),
                1 => TimeSpan.FromMinutes(random.Next(1, 60)),
                _ => TimeSpan.FromHours(random.Next(1, 60)),
            };
        }

        /// <summary>Nothing fails any more: all that is left is announced and ends.</summary>
        public async Task EndAsync()
        {
            for (var i = 0; ledger.Lots.Count > 0; i++)
            {
                Assert.True(i < 200, $"{ledger.Lots.Count} lots do not end, for instance {ledger.Lots[0]}");
                await StepAsync(fails: false, earns: false);
            }
        }

        private DateTimeOffset EndAfter(int days) =>
            new(module.Time.Now.ToOffset(ShanghaiAhead).Date.AddDays(days + 1), ShanghaiAhead);

        private async Task LiveAsync(bool killed)
        {
            Refresh();
            await module.RemindAsync();
            if (killed)
            {
                using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
                var answer = gateway.Answer;
                gateway.Answer = async context =>
                {
                    await answer(context);
                    await stop.CancelAsync();
                };
                try
                {
                    await module.NewSender().StepAsync(stop.Token);
                }
                catch (OperationCanceledException)
                {
                    // What a killed process leaves behind is what the others find.
                }
                gateway.Answer = answer;
            }
            await Task.WhenAll(module.SendAllAsync(), module.SendAllAsync());
            foreach (var call in gateway.Received)
                taken.TryAdd(call.Id, module.Time.Now);
            await module.NotifyAsync();
            Refresh();
        }

        /// <summary>Lets coins end, and looks at each that did.</summary>
        private void Refresh()
        {
            ledger.Sweep();
            module.Expiring.Clear();
            module.Expiring.AddRange(ledger.Listed());
            for (; checkedUntil < ledger.Ended.Count; checkedUntil++)
                AssertAnnounced(ledger.Ended[checkedUntil]);
        }

        private void AssertAnnounced(ModelLot lot)
        {
            Assert.True(lot.End is null || lot.End <= lot.Latest, $"{lot} lived on");
            // Only who could not be reached for a year loses coins without a word.
            if (lot.End is not { } end || end == lot.Latest)
                return;
            Assert.Contains(MessagesTo(lot.Member), m =>
                m.Taken.AddDays(ModelLedger.NoticeDays) <= end && m.Date <= LastDay(end));
        }

        private PostNoticeResponse Post(PostNoticeRequest request)
        {
            var delivered = request.DeliveredTime.ToDateTimeOffset();
            Assert.Contains(MessagesTo(MemberId.Parse(request.MemberId)), m =>
                m.Taken <= delivered && m.Units >= request.Announced.Sum(a => a.Units));
            return ledger.Post(request);
        }

        private static DateOnly LastDay(DateTimeOffset end) =>
            DateOnly.FromDateTime(end.ToOffset(ShanghaiAhead).AddTicks(-1).Date);

        /// <summary>What the gateway took for a member: when, and what it said.</summary>
        private IEnumerable<(DateTimeOffset Taken, long Units, DateOnly Date)> MessagesTo(MemberId member)
        {
            var name = module.Link(member, "aster");
            return from call in gateway.Received
                   where call.Data.GetProperty("member").GetString() == name
                   let said = Announced.Match(call.Data.GetProperty("text").GetString()!)
                   select (
                       taken.GetValueOrDefault(call.Id, module.Time.Now),
                       long.Parse(
                           said.Groups["units"].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture),
                       DateOnly.ParseExact(said.Groups["date"].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture));
        }
    }
}
