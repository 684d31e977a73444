using Gyrus.Cli;
using Gyrus.Cli.Running;

MemoryLimit.IsOurProcess = true;
return await GyrusCommand.RunAsync(args, Console.Out, Console.Error);
