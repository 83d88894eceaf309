using System.Collections.Concurrent;
using Federation.Exchange.V1;
using Federation.Partners.V1;
using Federation.Types.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Cli.Tests;

/// <summary>Boards: the one in force settles in GBP.</summary>
internal sealed class ScriptedBoards : BoardService.BoardServiceBase
{
    public override Task<GetBoardResponse> GetBoard(GetBoardRequest request, ServerCallContext context) =>
        Task.FromResult(new GetBoardResponse { Board = new Board { Name = "boards/1", Currency = "GBP" } });
}
