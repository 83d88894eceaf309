using System.Numerics;
using Federation.Errors.V1;
using Federation.Exchange.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Web.Tests;

/// <summary>The rate boards: one in force (3), a draft that gains (4), proposals of Bob (5) and of Ada (6), one that is
/// approved (7).</summary>
internal sealed partial class FakeAlliance
{
    private static readonly Timestamp BoardTime =
        Timestamp.FromDateTimeOffset(new(2010, 12, 1, 0, 0, 0, TimeSpan.Zero));

    public List<Board> BoardList { get; } =
    [
        BoardOf(3, BoardState.Published, "admins/ada", dune: 80), DraftThatGains(),
        BoardOf(5, BoardState.Proposed, "admins/bob", dune: 120),
        BoardOf(6, BoardState.Proposed, "admins/ada", dune: 81),
        BoardOf(7, BoardState.Approved, "admins/bob", dune: 82),
    ];

    /// <summary>What a what-if tells; a test may leave it empty.</summary>
    public List<WhatIfDay> WhatIfDays { get; } =
    [
        new()
        {
            Date = new() { Year = 2011, Month = 12, Day = 7 },
            Exchanges = 2,
            Partners = { EffectOf("dune", 90_000), EffectOf("aster", -90_000) },
        },
        new()
        {
            Date = new() { Year = 2011, Month = 12, Day = 9 },
            Exchanges = 1,
            Partners = { EffectOf("dune", 34_500) },
        },
    ];

    private static Board BoardOf(long number, BoardState state, string proposer, long dune) => new()
    {
        Name = $"boards/{number}",
        State = state,
        Proposer = proposer,
        Currency = "GBP",
        FeeBasisPoints = 100,
        MaximumUnits = 1_000_000,
        Revision = 1,
        CreateTime = BoardTime,
        PublishTime = state is BoardState.Published ? BoardTime : null,
        Values =
        {
            new CoinValue { Coin = "coins/aster", OnValueUnits = 100, OffValueUnits = 90 },
            new CoinValue { Coin = "coins/birch", OnValueUnits = 50, OffValueUnits = 45 },
            new CoinValue { Coin = "coins/dune", OnValueUnits = dune, OffValueUnits = 76 },
        },
        ComparedWith = number == 3 ? "" : "boards/3",
        Deviations = { dune > 100 ? [Stray] : Array.Empty<BoardDeviation>() },
        DeviationCount = dune > 100 ? 1 : 0,
        Approvals =
        {
            state is BoardState.Approved
                ? [new BoardApproval { Approver = "admins/ben", Reason = "<b>agreed</b>", ApproveTime = BoardTime }]
                : Array.Empty<BoardApproval>(),
        },
    };

    private static BoardDeviation Stray =>
        new() { Kind = DeviationKind.CoinOnValue, Coin = "coins/dune", Expected = "80", Found = "120" };

    private static Board DraftThatGains()
    {
        var draft = BoardOf(4, BoardState.Draft, "admins/ada", dune: 80);
        draft.Pairs.Add(new PairTerms
        {
            Source = "coins/dune",
            Target = "coins/aster",
            Values = new() { OnValueUnits = 50, OffValueUnits = 100 },
        });
        draft.PairCount = 1;
        return draft;
    }

    private static PartnerEffect EffectOf(string brand, long gain) => new()
    {
        Partner = "partners/" + brand,
        Given = 1,
        Taken = 2,
        PaidBeforeUnits = 100_000,
        PaidAfterUnits = 100_000,
        ReceivedBeforeUnits = 200_000,
        ReceivedAfterUnits = 200_000 + gain,
        GainUnits = gain,
    };

    private Board FindBoard(string name) => (name.Length == 0
            ? BoardList.Find(b => b.State is BoardState.Published)
            : BoardList.Find(b => b.Name == name))
        ?? throw (name.Length == 0
            ? Refuse(ErrorReason.NoBoardInForce, StatusCode.FailedPrecondition)
            : Refuse(ErrorReason.BoardNotFound, StatusCode.NotFound));

    private static PairRate RateOf(Board board, PairTerms? own, CoinValue source, CoinValue target, long units)
    {
        var values = own?.Values ?? new() { OffValueUnits = source.OffValueUnits, OnValueUnits = target.OnValueUnits };
        var fee = own?.Fee ?? new() { BasisPoints = board.FeeBasisPoints, FixedUnits = board.FeeFixedUnits };
        var (kept, cost) = (values.OffValueUnits * (10_000 - fee.BasisPoints), values.OnValueUnits * 10_000);
        var divisor = (long)BigInteger.GreatestCommonDivisor(kept, cost);
        var (given, gross) = (source.OnValueUnits * units, values.OffValueUnits * units);
        var value = kept * units / cost * values.OnValueUnits;
        Types.V1.Money Money(long of) => new() { Currency = "GBP", Units = of };
        return new PairRate
        {
            Source = source.Coin,
            Target = target.Coin,
            Numerator = kept / divisor,
            Denominator = cost / divisor,
            Worth = $"{kept * target.OnValueUnits}/{cost * source.OnValueUnits}",
            WorthBasisPoints = kept * target.OnValueUnits * 10_000 / (cost * source.OnValueUnits),
            Values = values,
            Fee = fee,
            Limits = own?.Limits ?? new() { MinimumUnits = board.MinimumUnits, MaximumUnits = board.MaximumUnits },
            OwnValues = own?.Values is not null,
            OwnFee = own?.Fee is not null,
            OwnLimits = own?.Limits is not null,
            Sample = new ExchangeLeg
            {
                Paid = new() { Coin = source.Coin, Units = units },
                Gives = new() { Coin = target.Coin, Units = kept * units / cost },
                Partner = source.Coin.Replace("coins", "partners", StringComparison.Ordinal),
                Reference = Money(given),
            },
            Shares =
            {
                new Share
                {
                    Party = target.Coin.Replace("coins", "partners", StringComparison.Ordinal),
                    Kind = ShareKind.Value, Amount = Money(value),
                },
                new Share { Party = "alliance", Kind = ShareKind.Fee, Amount = Money(given - value) },
            },
        };
    }

    private static CheckBoardResponse CheckOf(Board board)
    {
        var response = new CheckBoardResponse { ComparedWith = "boards/3", BandBasisPoints = 2000 };
        response.Deviations.AddRange(board.Deviations);
        var gains = board.Pairs.Any(
            p => p is { Source: "coins/dune", Target: "coins/aster", Values.OffValueUnits: > 80 });
        (response.Safety, response.Cycle) = gains
            ? (BoardSafety.Gains, new GainingCycle
            {
                Coins = { "coins/aster", "coins/dune" },
                Product = "44104500/20000000",
                ProfitableUnits = 100,
                Steps =
                {
                    new CycleStep
                    {
                        Source = "coins/aster", Target = "coins/dune", Rate = "891/800", HighestRate = "50/99",
                        WorthBasisPoints = 8910, GivenUnits = 100, BecomesUnits = 111,
                    },
                    new CycleStep
                    {
                        Source = "coins/dune", Target = "coins/aster", Rate = "99/50", HighestRate = "800/891",
                        WorthBasisPoints = 24750, GivenUnits = 111, BecomesUnits = 219,
                    },
                },
            })
            : (BoardSafety.Proven, null);
        return response;
    }

    private sealed class BoardBook(FakeAlliance alliance) : BoardService.BoardServiceBase
    {
        public override Task<ListPublicationsResponse> ListPublications(
            ListPublicationsRequest request, ServerCallContext context) =>
            Task.FromResult(new ListPublicationsResponse
            {
                Publications =
                {
                    new BoardPublication
                    {
                        Board = "boards/3", PublishTime = BoardTime, Publisher = "admins/ada", Reason = "<b>first</b>",
                    },
                },
            });

        public override Task<ListBoardsResponse> ListBoards(ListBoardsRequest request, ServerCallContext context) =>
            Task.FromResult(new ListBoardsResponse { Boards = { Enumerable.Reverse(alliance.BoardList) } });

        public override Task<GetBoardResponse> GetBoard(GetBoardRequest request, ServerCallContext context)
        {
            var board = alliance.FindBoard(request.Name).Clone();
            board.PairCount = board.Pairs.Count;
            if (request.WithoutPairs)
                board.Pairs.Clear();
            return Task.FromResult(new GetBoardResponse { Board = board });
        }

        public override Task<ListRatesResponse> ListRates(ListRatesRequest request, ServerCallContext context)
        {
            var board = alliance.FindBoard(request.Name);
            var units = request.SampleUnits == 0 ? 100 : request.SampleUnits;
            var own = board.Pairs.ToDictionary(p => (p.Source, p.Target));
            var rates = from source in board.Values
                        where request.Sources.Count == 0 || request.Sources.Contains(source.Coin)
                        from target in board.Values
                        where request.Targets.Count == 0 || request.Targets.Contains(target.Coin)
                        where source != target
                        select RateOf(
                            board, own.GetValueOrDefault((source.Coin, target.Coin)), source, target, units);
            var sorted = request.Order is RateOrder.WorstFirst ? rates.OrderBy(r => r.WorthBasisPoints) : rates;
            return Task.FromResult(new ListRatesResponse
            {
                Board = board.Name,
                Rates = { sorted.Take(request.PageSize == 0 ? 100 : request.PageSize) },
            });
        }

        public override Task<CheckBoardResponse> CheckBoard(CheckBoardRequest request, ServerCallContext context) =>
            Task.FromResult(CheckOf(alliance.FindBoard(request.Name)));

        public override Task<DiffBoardsResponse> DiffBoards(DiffBoardsRequest request, ServerCallContext context)
        {
            var (from, to) = (alliance.FindBoard(request.From), alliance.FindBoard(request.To));
            return Task.FromResult(new DiffBoardsResponse
            {
                Differences =
                {
                    from == to ? [] : new[]
                    {
                        new BoardDifference
                        {
                            Field = "on_value_units", Coin = "coins/dune", From = "80",
                            To = $"{to.Values[2].OnValueUnits}",
                        },
                        new BoardDifference { Field = "fee.basis_points", From = "100", To = "" },
                        new BoardDifference
                        {
                            Field = "limits.minimum_units", Coin = "coins/dune", Target = "coins/birch", To = "7",
                        },
                    },
                },
            });
        }

        public override Task<CreateDraftResponse> CreateDraft(CreateDraftRequest request, ServerCallContext context)
        {
            var draft = BoardOf(alliance.BoardList.Count + 3, BoardState.Draft, "admins/ada", dune: 80);
            Write(draft, request.Terms);
            alliance.BoardList.Add(draft);
            return Task.FromResult(new CreateDraftResponse { Board = draft });
        }

        public override Task<UpdateDraftResponse> UpdateDraft(UpdateDraftRequest request, ServerCallContext context)
        {
            var draft = alliance.FindBoard(request.Name);
            if (draft.Revision != request.Revision)
                throw Refuse(
                    ErrorReason.VersionMismatch, StatusCode.Aborted, "It was changed meanwhile.", "期间已被修改。");
            Write(draft, request.Terms);
            draft.Revision++;
            return Task.FromResult(new UpdateDraftResponse { Board = draft });
        }

        public override Task<ProposeBoardResponse> ProposeBoard(ProposeBoardRequest request, ServerCallContext context)
        {
            var board = alliance.FindBoard(request.Draft);
            board.State = BoardState.Proposed;
            return Task.FromResult(new ProposeBoardResponse { Board = board });
        }

        public override Task<ApproveBoardResponse> ApproveBoard(ApproveBoardRequest request, ServerCallContext context)
        {
            var board = alliance.FindBoard(request.Name);
            board.Approvals.Add(new BoardApproval
            {
                Approver = "admins/ada",
                Reason = request.Reason,
                ApproveTime = BoardTime,
            });
            board.State = BoardState.Approved;
            return Task.FromResult(new ApproveBoardResponse { Board = board });
        }

        public override Task<PublishBoardResponse> PublishBoard(PublishBoardRequest request, ServerCallContext context)
        {
            var board = alliance.FindBoard(request.Name);
            (board.State, board.PublishTime) = (BoardState.Published, request.PublishTime ?? BoardTime);
            return Task.FromResult(new PublishBoardResponse { Board = board });
        }

        public override async Task WhatIf(
            WhatIfRequest request, IServerStreamWriter<WhatIfResponse> responseStream, ServerCallContext context)
        {
            _ = alliance.FindBoard(request.Name);
            var days = alliance.WhatIfDays;
            var all = days.SelectMany(d => d.Partners).ToList();
            await responseStream.WriteAsync(new WhatIfResponse { Step = new() });
            await responseStream.WriteAsync(new WhatIfResponse { Step = new() { Done = 2000, Total = 2003 } });
            foreach (var day in request.ByDay ? days : [])
                await responseStream.WriteAsync(new WhatIfResponse { Day = day });
            await responseStream.WriteAsync(new WhatIfResponse
            {
                Result = new()
                {
                    FromTime = Timestamp.FromDateTimeOffset(alliance.Now.AddDays(-request.Days)),
                    ToTime = Timestamp.FromDateTimeOffset(alliance.Now),
                    Exchanges = days.Sum(d => d.Exchanges),
                    Currency = "GBP",
                    FeeBeforeUnits = 578_644,
                    FeeAfterUnits = 592_168,
                    Partners =
                    {
                        all.GroupBy(p => p.Partner).Select(g =>
                            EffectOf(g.Key["partners/".Length..], g.Sum(p => p.GainUnits))),
                    },
                    Coins =
                    {
                        days.Count == 0 ? [] : new[]
                        {
                            new CoinEffect
                            {
                                Coin = "coins/aster", GivenBeforeUnits = 500, GivenAfterUnits = 550,
                                LiabilityUnits = -50,
                            },
                        },
                    },
                },
            });
        }

        private static void Write(Board draft, BoardTerms terms)
        {
            draft.Values.Clear();
            draft.Values.AddRange(terms.Values);
            draft.Pairs.Clear();
            draft.Pairs.AddRange(terms.Pairs);
            (draft.FeeBasisPoints, draft.FeeFixedUnits) = (terms.FeeBasisPoints, terms.FeeFixedUnits);
            (draft.MinimumUnits, draft.MaximumUnits) = (terms.MinimumUnits, terms.MaximumUnits);
        }
    }
}
