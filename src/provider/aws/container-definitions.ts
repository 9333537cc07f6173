/** The containers of an ECS task definition: a JSON text that the provider takes apart with the types of the SDK. */
import { type GoStructs, goDecode, goStructs, isNumber, type Json } from './go-decoding.ts';

const STRUCTS: GoStructs = goStructs(`
  ContainerDefinition Command:[]string Cpu:int32 CredentialSpecs:[]string DependsOn:[]ContainerDependency DisableNetworking:bool DnsSearchDomains:[]string DnsServers:[]string DockerLabels:map DockerSecurityOptions:[]string EntryPoint:[]string Environment:[]KeyValuePair EnvironmentFiles:[]EnvironmentFile Essential:bool ExtraHosts:[]HostEntry FirelensConfiguration:FirelensConfiguration HealthCheck:HealthCheck Hostname:string Image:string Interactive:bool Links:[]string LinuxParameters:LinuxParameters LogConfiguration:LogConfiguration Memory:int32 MemoryReservation:int32 MountPoints:[]MountPoint Name:string PortMappings:[]PortMapping Privileged:bool PseudoTerminal:bool ReadonlyRootFilesystem:bool RepositoryCredentials:RepositoryCredentials ResourceRequirements:[]ResourceRequirement RestartPolicy:ContainerRestartPolicy Secrets:[]Secret StartTimeout:int32 StopTimeout:int32 SystemControls:[]SystemControl Ulimits:[]Ulimit User:string VersionConsistency:=VersionConsistency VolumesFrom:[]VolumeFrom WorkingDirectory:string
  ContainerDependency Condition:=ContainerCondition ContainerName:string
  KeyValuePair Name:string Value:string
  EnvironmentFile Type:=EnvironmentFileType Value:string
  HostEntry Hostname:string IpAddress:string
  FirelensConfiguration Type:=FirelensConfigurationType Options:map
  HealthCheck Command:[]string Interval:int32 Retries:int32 StartPeriod:int32 Timeout:int32
  LinuxParameters Capabilities:KernelCapabilities Devices:[]Device InitProcessEnabled:bool MaxSwap:int32 SharedMemorySize:int32 Swappiness:int32 Tmpfs:[]Tmpfs
  KernelCapabilities Add:[]string Drop:[]string
  Device HostPath:string ContainerPath:string Permissions:[]=DeviceCgroupPermission
  Tmpfs ContainerPath:string Size:int32 MountOptions:[]string
  LogConfiguration LogDriver:=LogDriver Options:map SecretOptions:[]Secret
  MountPoint ContainerPath:string ReadOnly:bool SourceVolume:string
  PortMapping AppProtocol:=ApplicationProtocol ContainerPort:int32 ContainerPortRange:string HostPort:int32 Name:string Protocol:=TransportProtocol
  RepositoryCredentials CredentialsParameter:string
  ResourceRequirement Type:=ResourceType Value:string
  ContainerRestartPolicy Enabled:bool IgnoredExitCodes:[]int32 RestartAttemptPeriod:int32
  Secret Name:string ValueFrom:string
  SystemControl Namespace:string Value:string
  Ulimit HardLimit:int32 Name:=UlimitName SoftLimit:int32
  VolumeFrom ReadOnly:bool SourceContainer:string
`);

/** The title of what is wrong with them; undefined where nothing is. */
export function containerDefinitionsError(text: string): string | undefined {
  const problem = problemIn(text);
  return problem && `ECS Task Definition container_definitions is invalid: ${problem}`;
}

function problemIn(text: string): string | undefined {
  if (text === '') return undefined;
  const decoded = goDecode(text, '[]ContainerDefinition', STRUCTS);
  if ('problem' in decoded) return decoded.problem;
  const empty = Array.isArray(decoded.value) ? decoded.value.findIndex(isEmpty) : -1;
  return empty < 0 ? undefined : `invalid container definition supplied at index (${empty})`;
}

function isEmpty(container: Json): boolean {
  if (container === null || typeof container !== 'object' || isNumber(container)) return true;
  const known = STRUCTS.get('ContainerDefinition');
  return Object.entries(container).every(([key, value]) => value === null || known?.has(key.toLowerCase()) !== true);
}
