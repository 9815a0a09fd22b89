/** @file What a robot is to the control loop: its newest state, commands, and an end to motion. */

/** One moment of the robot. */
export interface RobotState {
  /** In the manifest's order and raw units, `[size]` */
  readonly observation: ArrayLike<number>;
  /** When the oldest part of the observation was measured, ms of `clock.now` */
  readonly time: number;
  /** Grows by one with every new state: the same number is the same state */
  readonly sequence: number;
  /** rad, `[7]`; null where the robot does not tell */
  readonly joints: readonly number[] | null;
  /** Whole simulator state (qpos), for replay; null on a real robot */
  readonly simulatorState: readonly number[] | null;
  /** The point between the fingertips, world frame, m */
  readonly endEffector: Vector3;
}

export type Vector3 = readonly [number, number, number];

/** How an episode ended. */
export interface EpisodeEnd {
  readonly success: boolean;
  readonly message: string;
}

export interface Robot {
  /** For records */
  readonly name: string;
  /** Commands are executed on hardware that can hurt */
  readonly isHardware: boolean;
  /** Why it can no longer be trusted, such as a lost connection; null while all is well */
  readonly problem: string | null;
  /** Null before the first whole state */
  newest(): RobotState | null;
  /**
   * Begins an episode; afterwards `newest` is of this episode. Absent where no program can reset the robot.
   * @throws Error where the robot does not answer in time
   */
  reset?(seed: number): Promise<void>;
  /** How the running episode ended; null while it goes on, and always where the robot cannot tell. */
  ended(): EpisodeEnd | null;
  /**
   * Moves towards a pose relative to `from`; never waits.
   * @param action physical units, as the manifest says, after the safety rules, `[actionSize]`
   * @param from the state that the rules judged the action by
   */
  command(action: Float64Array, from: RobotState): void;
  /** Holds where it is and takes no further command until it is reset. Never throws. */
  stop(): Promise<void>;
  close(): Promise<void>;
}
