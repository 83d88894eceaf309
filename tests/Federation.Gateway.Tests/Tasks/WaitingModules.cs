using Federation.Exchange.V1;
using Federation.Identity.V1;
using Federation.Ledger.V1;
using Federation.Partners.V1;
using Federation.Programs.V1;
using Federation.Rewards.V1;
using Federation.Testing;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Gateway.Tests;

/// <summary>Modules in which something waits for a decision. They remember with which token they were asked.</summary>
internal sealed class WaitingModules(WebApplication app) : IAsyncDisposable
{
    private const string Program = "partners/aster/programs/main";

    public string Address => app.Address();

    public HashSet<string> Tokens { get; } = [];

    public static async Task<WaitingModules> StartedAsync(LogCollector log)
    {
        var builder = Kestrels.Builder(log);
        builder.WebHost.ConfigureKestrel(k =>
            k.Listen(System.Net.IPAddress.Loopback, 0, l => l.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        WaitingModules? modules = null;
        builder.Services.AddSingleton(_ => modules!);
        var app = builder.Build();
        modules = new WaitingModules(app);
        app.Use((context, next) =>
        {
            lock (modules.Tokens)
                modules.Tokens.Add(context.Request.Headers.Authorization.ToString());
            return next(context);
        });
        app.MapGrpcService<Boards>();
        app.MapGrpcService<People>();
        app.MapGrpcService<Credentials>();
        app.MapGrpcService<Rules>();
        app.MapGrpcService<Corrections>();
        app.MapGrpcService<Adjustments>();
        app.MapGrpcService<Draws>();
        app.MapGrpcService<Cases>();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return modules;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static Timestamp Day(int day) => new() { Seconds = day * 86400L };

    private sealed class Boards : BoardService.BoardServiceBase
    {
        public override Task<ListBoardsResponse> ListBoards(ListBoardsRequest request, ServerCallContext context) =>
            Task.FromResult(new ListBoardsResponse
            {
                Boards =
                {
                    new Board
                    {
                        Name = "boards/3", State = BoardState.Proposed, Proposer = "admins/ada", CreateTime = Day(3),
                        PendingPartners = { "partners/aster" },
                    },
                    new Board { Name = "boards/2", State = BoardState.Published, Proposer = "admins/ada" },
                    new Board
                    {
                        Name = "boards/1", State = BoardState.Proposed, Proposer = "admins/ada",
                        Approvals = { new BoardApproval { Approver = "admins/ben" } },
                        PendingPartners = { "partners/birch" },
                    },
                },
            });
    }

    private sealed class People : UserService.UserServiceBase
    {
        public override Task<ListUsersResponse> ListUsers(ListUsersRequest request, ServerCallContext context) =>
            Task.FromResult(new ListUsersResponse
            {
                Users =
                {
                    new User { Name = "alliance/users/ada" },
                    new User
                    {
                        Name = "alliance/users/cleo",
                        Proposal = new UserProposal { Proposer = "admins/ben", CreateTime = Day(1) },
                    },
                },
            });
    }

    private sealed class Credentials : CredentialService.CredentialServiceBase
    {
        public override Task<ListCredentialsResponse> ListCredentials(
            ListCredentialsRequest request, ServerCallContext context) => Task.FromResult(new ListCredentialsResponse
            {
                Credentials =
                {
                    new Credential
                    {
                        Name = "alliance/credentials/c", Pending = true, Creator = "admins/ada", CreateTime = Day(2),
                    },
                    new Credential { Name = "alliance/credentials/d", Pending = true, Revoked = true },
                },
            });
    }

    private sealed class Rules : ProgramService.ProgramServiceBase
    {
        public override Task<ListProgramsResponse> ListPrograms(
            ListProgramsRequest request, ServerCallContext context)
        {
            Assert.Equal("partners/aster", request.Parent);
            return Task.FromResult(new ListProgramsResponse
            {
                Programs = { new Federation.Programs.V1.Program { Name = Program } },
            });
        }

        public override Task<ListRuleSetsResponse> ListRuleSets(
            ListRuleSetsRequest request, ServerCallContext context) => Task.FromResult(new ListRuleSetsResponse
            {
                RuleSets =
                {
                    new RuleSet
                    {
                        Name = Program + "/ruleSets/2", State = RuleSetState.Proposed, CreateTime = Day(5),
                        Proposer = "partners/aster/users/mia",
                    },
                    new RuleSet { Name = Program + "/ruleSets/1", State = RuleSetState.Draft },
                },
            });
    }

    private sealed class Corrections : CorrectionService.CorrectionServiceBase
    {
        public override Task<ListCorrectionsResponse> ListCorrections(
            ListCorrectionsRequest request, ServerCallContext context) => Task.FromResult(new ListCorrectionsResponse
            {
                Corrections =
                {
                    new Correction
                    {
                        Name = Program + "/corrections/1", State = CorrectionState.Proposed, CreateTime = Day(4),
                        Proposer = "partners/aster/credentials/aster-office",
                    },
                },
            });
    }

    private sealed class Adjustments : AdjustmentService.AdjustmentServiceBase
    {
        public override Task<ListAdjustmentsResponse> ListAdjustments(
            ListAdjustmentsRequest request, ServerCallContext context)
        {
            Assert.True(request.Waiting);
            return Task.FromResult(new ListAdjustmentsResponse
            {
                Adjustments =
                {
                    new Adjustment
                    {
                        Name = "partners/aster/adjustments/1", Proposer = "partners/aster/users/mia",
                        ProposeTime = Day(6),
                    },
                },
            });
        }
    }

    private sealed class Cases : CaseService.CaseServiceBase
    {
        public override Task<ListCasesResponse> ListCases(ListCasesRequest request, ServerCallContext context)
        {
            Assert.Equal((Program, true), (request.Program, request.DueSoon));
            return Task.FromResult(new ListCasesResponse
            {
                Cases = { new Case { Name = Program + "/cases/1", State = CaseState.Open, CreateTime = Day(10) } },
            });
        }
    }

    private sealed class Draws : DrawService.DrawServiceBase
    {
        public override Task<ListDrawsResponse> ListDraws(ListDrawsRequest request, ServerCallContext context)
        {
            Assert.Equal("partners/aster", request.Parent);
            return Task.FromResult(new ListDrawsResponse
            {
                Draws =
                {
                    Closed("mine", 7, "partners/aster/credentials/aster-office", isOverdue: false),
                    Closed("theirs", 8, "partners/aster/users/mia", isOverdue: true),
                    Closed("forgotten", 9, "", isOverdue: true),
                    Closed("young", 10, "", isOverdue: false),
                    new Draw { Name = "partners/aster/draws/open", State = DrawState.Open, Terms = new() },
                },
            });
        }

        private static Draw Closed(string id, int day, string proposer, bool isOverdue) => new()
        {
            Name = "partners/aster/draws/" + id,
            State = DrawState.Closed,
            Terms = new DrawTerms { CloseTime = Day(day) },
            ClosedTime = Day(day),
            Proposer = proposer,
            RevealOverdue = isOverdue,
        };
    }
}
