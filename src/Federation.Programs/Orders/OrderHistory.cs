using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Programs.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Programs;

/// <summary>What the ledger has booked of an order: its steps, the oldest first. They are the order; nothing else keeps
/// its state.</summary>
internal sealed class OrderHistory
{
    /// <summary>The most steps of an order: the ledger reads them at once.</summary>
    public const int MostSteps = 100;

    private readonly IReadOnlyList<PostedBundle> bundles;
    private readonly IReadOnlyList<OrderDetail> steps;

    /// <param name="order">The order.</param>
    /// <param name="bundles">Its steps, one or more.</param>
    public OrderHistory(OrderId order, IReadOnlyList<PostedBundle> bundles)
    {
        (Order, this.bundles) = (order, bundles);
        steps = [.. bundles.Select(b => b.Journal.Detail.Unpack<OrderDetail>())];
    }

    public OrderId Order { get; }

    public int Count => steps.Count;

    /// <summary>The order after its last step.</summary>
    public OrderDetail Now => steps[^1];

    /// <summary>What the order was after each step.</summary>
    public IReadOnlyList<OrderDetail> Steps => steps;

    /// <summary>When the customer got the goods; null if that was not reported.</summary>
    public Timestamp? HandedOverTime => steps.FirstOrDefault(s => s.State.IsHandedOver())?.StepTime;

    /// <summary>The number of the step that a request has made, or -1.</summary>
    /// <param name="fingerprint">Of the request.</param>
    public int StepMadeBy(byte[] fingerprint) => Find(s => s.RequestDigest.Span.SequenceEqual(fingerprint));

    /// <summary>The number of the step that booked a return, or -1.</summary>
    public int StepOfReturn(string returnId) => Find(s => s.ReturnId == returnId);

    /// <summary>When a step was booked, in alliance time.</summary>
    public Timestamp TimeOf(int step) => bundles[step].Journal.CreateTime;

    /// <summary>What came back by a step.</summary>
    public OrderBack BackOf(int step) =>
        step == 0 ? new OrderBack() : OrderBacks.Difference(steps[step - 1].Back, steps[step].Back);

    /// <summary>The journals that took the member's coins, in the order of the tenders; none while they are
    /// held.</summary>
    public IReadOnlyList<string> Payments() =>
        PartsOf(p => p.Kind is JournalKind.Redeem or JournalKind.Capture);

    /// <summary>The holds of an unpaid order, <c>holds/{uuid}</c>, in the order of the tenders.</summary>
    public IReadOnlyList<string> Holds() =>
        [.. PartsOf(p => p.Kind == JournalKind.Hold).Select(name => JournalId.Parse(name).HoldName)];

    /// <summary>The journals of its earnings, in their order.</summary>
    public IReadOnlyList<string> Earnings() => PartsOf(p => p.Kind == JournalKind.Earn);

    /// <summary>The order with one more step.</summary>
    public OrderHistory With(PostBundleResponse booked)
    {
        var bundle = new PostedBundle { Journal = booked.Journal };
        bundle.Parts.AddRange(booked.Parts);
        return new OrderHistory(Order, [.. bundles, bundle]);
    }

    /// <param name="unpaidMinutes">How long the order may stay unpaid.</param>
    public PlacedOrder Shown(int unpaidMinutes)
    {
        var order = new PlacedOrder
        {
            Name = Order.ToString(),
            Source = Now.Source,
            EventId = Now.EventId,
            State = Now.State,
            RuleSet = Now.RuleSet,
            EvaluationName = ResourceNames.Evaluation(Now.Program, Now.Digest.Span),
            Back = Now.Back ?? new OrderBack(),
            Case = Now.OrderCase is null ? "" : ResourceNames.Case(Order.Program.ToString(), Order.Id),
        };
        if (Now.State == OrderState.Placed)
            order.UnpaidExpireTime =
                bundles[0].Journal.CreateTime + Duration.FromTimeSpan(TimeSpan.FromMinutes(unpaidMinutes));
        order.Tickets.AddRange(Now.Tickets);
        order.Steps.AddRange(steps.Select((step, i) => Shown(step, i)));
        return order;
    }

    private OrderStep Shown(OrderDetail step, int number)
    {
        var shown = new OrderStep
        {
            State = step.State,
            StepTime = step.StepTime,
            CreateTime = bundles[number].Journal.CreateTime,
            ReturnId = step.ReturnId,
            Back = BackOf(number),
            Journal = bundles[number].Journal.Name,
            CoinsLeft = step.CoinsLeft,
        };
        shown.Parts.AddRange(bundles[number].Parts.Select(p => p.Name));
        return shown;
    }

    private IReadOnlyList<string> PartsOf(Func<Journal, bool> matches) =>
        [.. bundles.SelectMany(b => b.Parts).Where(matches).Select(p => p.Name)];

    private int Find(Predicate<OrderDetail> matches) => steps.ToList().FindIndex(matches);
}
